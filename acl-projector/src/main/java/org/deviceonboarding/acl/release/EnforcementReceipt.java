package org.deviceonboarding.acl.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.deviceonboarding.acl.cleanup.CleanupProgress;
import org.deviceonboarding.acl.cleanup.SessionProgress;
import org.deviceonboarding.acl.policy.BrokerReceipts;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;

/**
 * The contents of a receipt for a release that the broker was seen to enforce.
 *
 * @param waited the changes that waited for this release
 * @param canary what the canaries saw
 */
record EnforcementReceipt(
        DesiredState desired,
        PolicyRelease release,
        Collection<PolicyChange> waited,
        SessionProgress sessions,
        CleanupProgress cleanup,
        CanaryReport canary) {

    /** Whether it tells something that no receipt tells yet. */
    boolean isNews(BrokerReceipts onRecord) {
        return !onRecord.cover(release.position(), release.aclSha256()) || cleanup.owed();
    }

    BrokerPolicyEnforced event(BrokerId broker) {
        Instant cause =
                waited.stream().map(PolicyChange::at).min(Instant::compareTo).orElse(null);
        return new BrokerPolicyEnforced(
                broker,
                release.position(),
                desired.policies().strategy(),
                release.aclSha256(),
                release.crlSha256(),
                release.crl().number(),
                sessions.ended() + cleanup.ended(),
                canary,
                cause,
                cause == null
                        ? null
                        : Math.max(
                                0, Duration.between(cause, sessions.endedAt()).toMillis()),
                cleanup.expiredThrough(desired),
                cleanup.purgedThrough(desired));
    }
}
