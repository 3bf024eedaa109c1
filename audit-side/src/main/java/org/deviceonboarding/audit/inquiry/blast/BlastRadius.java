package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.audit.inquiry.fold.SuspectKey;
import org.deviceonboarding.domain.broker.Enforcement;
import org.jspecify.annotations.Nullable;

/**
 * What a suspect touched.
 *
 * @param suspect which of {@code actor}, {@code address} and {@code authority}, and its value
 * @param position the position up to which the log was read
 * @param asOf the time by which certificates count as expired
 * @param summary the counts; null, like the four members after it, on later pages
 * @param keys the first hundred API keys that the suspect made, directly or with such a key; they are suspects too
 * @param aclChanges the first hundred templates that the suspect defined
 * @param brokerCertificates the first hundred that the suspect issued
 * @param brokers the brokers that enforced a policy with a change by the suspect, with their first receipt for it
 * @param devices a page of devices, in the order of the first touch
 * @param nextCursor asks for the next page; null on the last one
 */
record BlastRadius(
        Named suspect,
        Instant from,
        Instant to,
        long position,
        Instant asOf,
        BlastRadiusCounts.@Nullable Totals summary,
        @Nullable List<SuspectKey> keys,
        @Nullable List<AclChange> aclChanges,
        @Nullable List<BrokerCertificate> brokerCertificates,
        @Nullable List<Enforcement> brokers,
        List<TouchedDevice> devices,
        @Nullable String nextCursor) {

    /** The suspect as the caller named it. */
    record Named(String kind, String value) {}
}
