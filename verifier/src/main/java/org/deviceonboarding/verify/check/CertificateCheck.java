package org.deviceonboarding.verify.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerEvent;
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
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;

/** Checks that each certificate matches its event, is signed by the CA, and has a unique serial number. */
final class CertificateCheck {
    private final IssuingAuthorities authorities;
    private final FindingCollector findings;
    private final Map<SerialNumber, Instant> known = new HashMap<>();
    private final List<IssuedCertificate> waiting = new ArrayList<>();

    CertificateCheck(IssuingAuthorities authorities, FindingCollector findings) {
        this.authorities = authorities;
        this.findings = findings;
    }

    void take(ParsedLine read) {
        if (read.recorded() == null) {
            return;
        }
        long position = read.recorded().position();
        OnboardingEvent event = read.recorded().event();
        EventFilter.ofAuthorities(event).ifPresent(established -> authorities.take(position, established));
        IssuedCertificate.of(read, authorities).ifPresent(issued -> {
            if (known.put(issued.serial(), issued.notAfter()) != null) {
                findings.add(Finding.at(
                        position,
                        FindingKind.CERTIFICATE,
                        "serial number " + issued.serial() + " was given out before"));
            }
            waiting.add(issued);
        });
        voided(event).forEach(held -> require(position, held.serial(), held.notAfter()));
    }

    /** The certificates that the event revokes or puts on hold, with their ends from the event. */
    private static List<HeldCertificate> voided(OnboardingEvent event) {
        return switch (event) {
            case CertificateRevoked revoked -> List.of(new HeldCertificate(revoked.serial(), revoked.notAfter()));
            case DeviceSuspended suspended -> suspended.held();
            case DeviceRegistered _,
                    CertificateIssued _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceResumed _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> List.of();
        };
    }

    private void require(long position, SerialNumber serial, Instant notAfter) {
        Instant told = known.get(serial);
        if (told == null) {
            findings.add(Finding.at(position, FindingKind.HISTORY, "no certificate " + serial + " was issued before"));
        } else if (!told.equals(notAfter)) {
            findings.add(Finding.at(position, FindingKind.HISTORY, "certificate " + serial + " ends at another time"));
        }
    }

    /** Checks the signatures of the certificates taken since the last call, on every core. */
    void settle() {
        findings.addAll(waiting.parallelStream()
                .map(IssuedCertificate::check)
                .flatMap(Optional::stream)
                .toList());
        waiting.clear();
    }

    int count() {
        return known.size();
    }
}
