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
 * The effects of a policy on the fleet, now and in the past.
 *
 * @param position the position up to which the log was read
 * @param asOf the moment of the view of the fleet
 * @param from the first moment of the past
 * @param history the past; null on later pages
 * @param fleet the fleet as of now; null on later pages
 * @param devices a page of the devices that violate the policy now, by id
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
     * @param certificates the issued certificates
     * @param refused the issued certificates that the policy forbids
     * @param ranOut the certificates in use that would have expired, whenever they were issued
     * @param renewals the further renewals that the policy would have required
     * @param busiestDay the day with the most further renewals, null if there are none
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
     * @param active the active devices
     * @param lockedOut the active devices whose certificates would all have expired
     * @param tooLong the devices with a good certificate that is valid for too long
     * @param renewalsPerDay the renewals that the active devices need, null if the policy does not limit validity
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

    /** @param certificates the certificates that are good now */
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

    /** @param wouldExpireAt the end of the certificate under the policy */
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
