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
 * @param position the log was looked at up to here
 * @param asOf by this time certificates count as expired or not
 * @param summary null, like the four after it, but on the first page
 * @param keys the first hundred API keys that the suspect made, and that were made with these; they are suspects like it
 * @param aclChanges the first hundred templates that the suspect defined
 * @param brokerCertificates the first hundred that the suspect issued
 * @param brokers those that came to enforce a policy with any of it in, and their first receipt for one
 * @param devices a page of them, by the first touch
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
