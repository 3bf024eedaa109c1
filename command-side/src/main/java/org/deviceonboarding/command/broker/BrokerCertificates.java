package org.deviceonboarding.command.broker;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.command.device.SignedCertificates;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.InvalidCertificateRequest;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.RequestedKey;
import org.springframework.stereotype.Component;

/** Signs what a broker asks for: a server certificate, and one for each of its canaries. */
@Component
class BrokerCertificates {
    // What browsers and some TLS stacks take from a server at most.
    private static final Duration VALIDITY = Duration.ofDays(397);
    private static final List<String> ON_THE_SPOT = List.of("localhost", "127.0.0.1", "::1");

    private final CertificateAuthority authority;
    private final IssuingProperties issuing;
    private final KeyClaims keys;

    BrokerCertificates(CertificateAuthority authority, IssuingProperties issuing, KeyClaims keys) {
        this.authority = authority;
        this.issuing = issuing;
        this.keys = keys;
    }

    /**
     * The commands that put the certificates on record.
     *
     * @throws InvalidCertificateRequest if a key is none that we certify for a broker
     * @throws IllegalArgumentException if a host is neither a DNS name nor an address
     * @throws Refused if a device holds a key, or it was compromised
     */
    List<Command> answer(BrokerKeysPresented event) throws InvalidCertificateRequest {
        RequestedKey server = key(event.brokerId(), event.serverKey());
        RequestedKey canary = key(event.brokerId(), event.canaryKey());
        Canary devices = Canary.of(event.brokerId());
        return List.of(
                new RecordBrokerCertificate(serverCertificate(event.brokerId(), event.hosts(), server)),
                canary(devices.resident(), "resident", event.brokerId(), canary, false),
                canary(devices.outcast(), "outcast", event.brokerId(), canary, true));
    }

    // Asked here, for the claim is made with the position reached, and would hold up all others.
    private RequestedKey key(BrokerId broker, String pem) throws InvalidCertificateRequest {
        RequestedKey key = RequestedKey.parse(pem);
        if (key.algorithm() == KeyAlgorithm.ED25519) {
            throw new IllegalArgumentException("Not every TLS stack that a broker meets verifies Ed25519");
        }
        keys.requireFree(CertifiedKey.of(key.publicKey()), broker);
        return key;
    }

    private BrokerCertificateIssued serverCertificate(BrokerId broker, List<String> hosts, RequestedKey key) {
        Set<String> names = new LinkedHashSet<>(ON_THE_SPOT);
        names.addAll(hosts);
        X509Certificate certificate =
                authority.issueServer(broker.value(), List.copyOf(names), key.publicKey(), VALIDITY, issuing.crl());
        SignedCertificate signed = SignedCertificates.of(certificate, key.algorithm());
        return new BrokerCertificateIssued(
                broker,
                signed.serial(),
                signed.fingerprint(),
                signed.subject(),
                signed.notBefore(),
                signed.notAfter(),
                signed.pem());
    }

    private CommandEnvelope canary(DeviceId id, String role, BrokerId broker, RequestedKey key, boolean outcast) {
        var details = new DeviceDetails("canary " + role + " of " + broker, Canary.TYPE, null, null, Map.of());
        X509Certificate certificate =
                authority.issueDevice(id.value(), key.publicKey(), new DeviceProfile(VALIDITY, issuing.crl()));
        return CommandEnvelope.of(new DeviceCommand.IssueCanary(
                id, details, SignedCertificates.of(certificate, key.algorithm()), outcast));
    }
}
