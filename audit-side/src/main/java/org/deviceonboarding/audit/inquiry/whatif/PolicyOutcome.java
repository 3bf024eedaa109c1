package org.deviceonboarding.audit.inquiry.whatif;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.audit.inquiry.fold.CertificateLifecycle;
import org.deviceonboarding.audit.inquiry.fold.CertificatePolicy;
import org.deviceonboarding.audit.inquiry.fold.DeviceLifecycle;
import org.deviceonboarding.audit.inquiry.fold.PolicyFault;
import org.deviceonboarding.audit.inquiry.fold.PolicyTally;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would do to the fleet, and would have done in the past.
 *
 * @param position the log was looked at up to here
 * @param asOf when the fleet is looked at
 * @param from the first moment of the past that is looked at
 * @param history null but on the first page
 * @param fleet likewise
 * @param devices a page of those that do not agree with the policy as of now, by id
 * @param nextCursor asks for the next page; null on the last one
 */
record PolicyOutcome(
        CertificatePolicy policy,
        long position,
        Instant asOf,
        Instant from,
        Instant to,
        @Nullable History history,
        @Nullable FleetImpact fleet,
        List<NonCompliantDevice> devices,
        @Nullable String nextCursor) {

    /**
     * @param certificates issued, in fact
     * @param refused of those, would not have been issued so
     * @param ranOut certificates in use that would have run out, whenever they were issued
     * @param renewals that would have been needed besides those there were
     * @param busiestDay with the most of these, null if there are none
     */
    record History(
            long certificates,
            long refused,
            long tooLong,
            long keyAlgorithm,
            long ranOut,
            long renewals,
            PolicyTally.@Nullable Day busiestDay,
            List<PolicyTally.Day> days) {
        static History of(PolicyTally tally) {
            return new History(
                    tally.issued(),
                    tally.refused(),
                    tally.certificates(PolicyFault.TOO_LONG),
                    tally.certificates(PolicyFault.KEY_ALGORITHM),
                    tally.ranOut(),
                    tally.renewals(),
                    tally.days().stream()
                            .filter(day -> day.renewals() > 0)
                            .max(Comparator.comparingLong(PolicyTally.Day::renewals))
                            .orElse(null),
                    tally.days());
        }
    }

    /**
     * @param active devices
     * @param lockedOut active devices that would have no certificate left that has not run out
     * @param tooLong devices with a good certificate that is valid for too long
     * @param renewalsPerDay that keep the active devices going, null if the policy does not limit validity
     */
    @Schema(name = "PolicyOutcomeFleet")
    record FleetImpact(
            long active,
            long lockedOut,
            long tooLong,
            long keyAlgorithm,
            long suspendedTooLong,
            @Nullable BigDecimal renewalsPerDay) {
        static FleetImpact of(PolicyTally tally, CertificatePolicy policy) {
            return new FleetImpact(
                    tally.active(),
                    tally.devices(PolicyFault.LOCKED_OUT),
                    tally.devices(PolicyFault.TOO_LONG),
                    tally.devices(PolicyFault.KEY_ALGORITHM),
                    tally.devices(PolicyFault.SUSPENDED_TOO_LONG),
                    policy.validityDays() == null
                            ? null
                            : BigDecimal.valueOf(tally.active())
                                    .divide(BigDecimal.valueOf(policy.validityDays()), 2, RoundingMode.HALF_UP));
        }
    }

    /** @param certificates those that are good now */
    @Schema(name = "PolicyOutcomeDevice")
    record NonCompliantDevice(
            DeviceId deviceId,
            String name,
            String type,
            DeviceStatus status,
            Set<PolicyFault> faults,
            @Nullable Instant suspendedAt,
            List<Certificate> certificates) {
        static NonCompliantDevice of(
                DeviceLifecycle life, Set<PolicyFault> faults, CertificatePolicy policy, Instant asOf) {
            return new NonCompliantDevice(
                    life.model().id(),
                    life.model().details().name(),
                    life.model().details().type(),
                    life.model().status(),
                    faults,
                    life.suspendedAt(),
                    life.certificates().stream()
                            .filter(certificate -> certificate.good(asOf))
                            .map(certificate -> Certificate.of(certificate, policy))
                            .toList());
        }
    }

    /** @param wouldExpireAt under the policy */
    record Certificate(
            SerialNumber serial,
            String keyAlgorithm,
            Instant notBefore,
            Instant expiresAt,
            Instant wouldExpireAt,
            Set<PolicyFault> faults) {
        static Certificate of(CertificateLifecycle life, CertificatePolicy policy) {
            return new Certificate(
                    life.serial(),
                    life.keyAlgorithm(),
                    life.notBefore(),
                    life.notAfter(),
                    policy.end(life),
                    policy.faults(life));
        }
    }
}
