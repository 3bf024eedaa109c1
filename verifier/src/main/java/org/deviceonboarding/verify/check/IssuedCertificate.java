package org.deviceonboarding.verify.check;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.ServerCertificateIssued;

/**
 * A certificate, together with what its event says.
 *
 * @param told the subject in the event
 * @param subject the subject that the certificate must have
 * @param issuers the CAs that may have signed the certificate
 */
record IssuedCertificate(
        long position,
        SerialNumber serial,
        Sha256 fingerprint,
        String told,
        String subject,
        Instant notBefore,
        Instant notAfter,
        X509Certificate certificate,
        List<X509Certificate> issuers) {

    static Optional<IssuedCertificate> of(ParsedLine read, IssuingAuthorities authorities) {
        X509Certificate certificate = read.certificate();
        if (certificate == null || read.recorded() == null) {
            return Optional.empty();
        }
        long position = read.recorded().position();
        List<X509Certificate> issuers = authorities.named(certificate.getIssuerX500Principal());
        return switch (read.recorded().event()) {
            case CertificateIssued e ->
                Optional.of(new IssuedCertificate(
                        position,
                        e.serial(),
                        e.fingerprint(),
                        e.subject(),
                        "CN=" + e.deviceId(), // the name that the broker takes for the user's
                        e.notBefore(),
                        e.notAfter(),
                        certificate,
                        issuers));
            case BrokerCertificateIssued e ->
                Optional.of(new IssuedCertificate(
                        position,
                        e.serial(),
                        e.fingerprint(),
                        e.subject(),
                        e.subject(),
                        e.notBefore(),
                        e.notAfter(),
                        certificate,
                        issuers));
            case ServerCertificateIssued e ->
                Optional.of(new IssuedCertificate(
                        position,
                        e.serial(),
                        e.fingerprint(),
                        e.subject(),
                        e.subject(),
                        e.notBefore(),
                        e.notAfter(),
                        certificate,
                        issuers));
            case DeviceRegistered _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _,
                    BrokerReceipt _,
                    BrokerKeysPresented _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _ -> Optional.empty();
        };
    }

    /** The problem with the certificate; empty if there is none. */
    Optional<Finding> check() {
        return fault().map(what -> Finding.at(position, FindingKind.CERTIFICATE, "certificate " + serial + " " + what));
    }

    private Optional<String> fault() {
        String name = certificate.getSubjectX500Principal().getName();
        if (!X509Reader.fingerprint(certificate).equals(fingerprint)) {
            return Optional.of("has another fingerprint than the event says");
        }
        if (!certificate.getSerialNumber().equals(serial.toBigInteger())) {
            return Optional.of("has another serial number than the event says");
        }
        if (!name.equals(told) || !name.equals(subject)) {
            return Optional.of("is for " + name + ", not for " + subject);
        }
        if (!certificate.getNotBefore().toInstant().equals(notBefore)
                || !certificate.getNotAfter().toInstant().equals(notAfter)) {
            return Optional.of("is valid at other times than the event says");
        }
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("may sign others");
        }
        List<X509Certificate> signers = issuers.stream()
                .filter(issuer -> X509Reader.signed(issuer, certificate))
                .toList();
        if (signers.isEmpty()) {
            return Optional.of("was signed by no CA on record");
        }
        if (signers.stream().noneMatch(issuer -> X509Reader.outlives(issuer, certificate))) {
            return Optional.of("is valid when its CA is not");
        }
        return Optional.empty();
    }
}
