package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.DeviceStatus;

/**
 * Counts what a policy would have done, one device after the other. It keeps the days of the window, but no device.
 */
public final class PolicyTally {
    private final CertificatePolicy policy;
    private final Window window;
    private final Instant asOf;
    private final Map<PolicyFault, Long> certificates = new EnumMap<>(PolicyFault.class);
    private final Map<PolicyFault, Long> devices = new EnumMap<>(PolicyFault.class);
    private final Map<LocalDate, Day> days = new TreeMap<>();
    private long issued;
    private long refused;
    private long ranOut;
    private long renewals;
    private long active;

    /** @param asOf the moment of the view of the fleet */
    public PolicyTally(CertificatePolicy policy, Window window, Instant asOf) {
        this.policy = policy;
        this.window = window;
        this.asOf = asOf;
    }

    /**
     * A day (UTC) with counts.
     *
     * @param issued the issued certificates
     * @param refused the issued certificates that the policy forbids
     * @param ranOut the certificates in use that would have expired
     * @param renewals the further renewals that the policy would have required
     */
    public record Day(LocalDate day, long issued, long refused, long ranOut, long renewals) {
        private Day plus(long moreIssued, long moreRefused, long moreRanOut, long moreRenewals) {
            return new Day(
                    day, issued + moreIssued, refused + moreRefused, ranOut + moreRanOut, renewals + moreRenewals);
        }
    }

    public void add(DeviceLifecycle device) {
        device.certificates().forEach(this::add);
        policy.faults(device, asOf).forEach(fault -> devices.merge(fault, 1L, Long::sum));
        if (device.model().status() == DeviceStatus.ACTIVE) {
            active++;
        }
    }

    private void add(CertificateLifecycle certificate) {
        if (window.holds(certificate.issuedAt())) {
            Set<PolicyFault> faults = policy.faults(certificate);
            faults.forEach(fault -> certificates.merge(fault, 1L, Long::sum));
            issued++;
            refused += faults.isEmpty() ? 0 : 1;
            count(certificate.issuedAt(), 1, faults.isEmpty() ? 0 : 1, 0, 0);
        }
        if (policy.runsOut(certificate, asOf) && window.holds(policy.end(certificate))) {
            ranOut++;
            count(policy.end(certificate), 0, 0, 1, 0);
        }
        policy.renewals(certificate, asOf).filter(window::holds).forEach(at -> {
            renewals++;
            count(at, 0, 0, 0, 1);
        });
    }

    private void count(Instant at, long issuedThen, long refusedThen, long ranOutThen, long renewalsThen) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        days.put(
                day,
                days.getOrDefault(day, new Day(day, 0, 0, 0, 0))
                        .plus(issuedThen, refusedThen, ranOutThen, renewalsThen));
    }

    public long issued() {
        return issued;
    }

    public long refused() {
        return refused;
    }

    public long certificates(PolicyFault fault) {
        return certificates.getOrDefault(fault, 0L);
    }

    public long ranOut() {
        return ranOut;
    }

    public long renewals() {
        return renewals;
    }

    public long active() {
        return active;
    }

    public long devices(PolicyFault fault) {
        return devices.getOrDefault(fault, 0L);
    }

    /** The days with counts, oldest first. */
    public List<Day> days() {
        return List.copyOf(days.values());
    }
}
