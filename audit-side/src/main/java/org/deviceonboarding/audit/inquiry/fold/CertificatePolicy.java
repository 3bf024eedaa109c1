package org.deviceonboarding.audit.inquiry.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.jspecify.annotations.Nullable;

/**
 * A proposed policy for certificates. A limit that is null does not apply.
 *
 * @param validityDays the longest validity of a certificate
 * @param keyAlgorithms the allowed key algorithms, sorted; empty: any
 * @param maxSuspensionDays how long a device may stay suspended
 */
public record CertificatePolicy(
        @Nullable Integer validityDays,
        Set<String> keyAlgorithms,
        @Nullable Integer maxSuspensionDays) {
    public CertificatePolicy {
        keyAlgorithms = Collections.unmodifiableSortedSet(new TreeSet<>(keyAlgorithms));
    }

    /** The last second of the certificate under the policy (RFC 5280 section 4.1.2.5). */
    public Instant end(CertificateLifecycle certificate) {
        if (validityDays == null) {
            return certificate.notAfter();
        }
        Instant end =
                certificate.notBefore().plus(Duration.ofDays(validityDays)).minusSeconds(1);
        return end.isBefore(certificate.notAfter()) ? end : certificate.notAfter();
    }

    /** The reasons for which the policy forbids the certificate. */
    public Set<PolicyFault> faults(CertificateLifecycle certificate) {
        Set<PolicyFault> faults = EnumSet.noneOf(PolicyFault.class);
        if (end(certificate).isBefore(certificate.notAfter())) {
            faults.add(PolicyFault.TOO_LONG);
        }
        if (!keyAlgorithms.isEmpty() && !keyAlgorithms.contains(certificate.keyAlgorithm())) {
            faults.add(PolicyFault.KEY_ALGORITHM);
        }
        return Collections.unmodifiableSet(faults);
    }

    /** The violations of the policy by the device and its good certificates, at a moment. */
    public Set<PolicyFault> faults(DeviceLifecycle device, Instant at) {
        Set<PolicyFault> faults = EnumSet.noneOf(PolicyFault.class);
        List<CertificateLifecycle> good =
                device.certificates().stream().filter(life -> life.good(at)).toList();
        good.forEach(life -> faults.addAll(faults(life)));
        if (device.model().status() == DeviceStatus.ACTIVE
                && !good.isEmpty()
                && good.stream().allMatch(life -> end(life).isBefore(at))) {
            faults.add(PolicyFault.LOCKED_OUT);
        }
        if (maxSuspensionDays != null
                && device.suspendedAt() != null
                && device.suspendedAt().plus(Duration.ofDays(maxSuspensionDays)).isBefore(at)) {
            faults.add(PolicyFault.SUSPENDED_TOO_LONG);
        }
        return Collections.unmodifiableSet(faults);
    }

    /** Whether the certificate would have expired while it was in use. */
    public boolean runsOut(CertificateLifecycle certificate, Instant asOf) {
        return end(certificate).isBefore(certificate.usedUntil(asOf));
    }

    /** The times at which the device would have had to renew while it used this certificate. */
    public Stream<Instant> renewals(CertificateLifecycle certificate, Instant asOf) {
        if (validityDays == null) {
            return Stream.empty();
        }
        Duration period = Duration.ofDays(validityDays);
        Instant until = certificate.usedUntil(asOf);
        return Stream.iterate(certificate.notBefore().plus(period), at -> at.isBefore(until), at -> at.plus(period));
    }
}
