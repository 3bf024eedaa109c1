package org.deviceonboarding.acl;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.BrokerPolicyRejected;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One release from the log to the receipt: into the folder, proven, sessions ended, on record; or the last good one put
 * back. For one thread.
 */
final class Enforcement {
    private static final Logger log = LoggerFactory.getLogger(Enforcement.class);

    private final Broker broker;
    private final Enroller enroller;
    private final Publisher publisher;
    private final @Nullable Proof proof;
    private final BrokerLog receipts;
    private final EnforcementMetrics metrics;
    private final InstantSource clock;
    private BrokerState state = BrokerState.STARTING;
    // Our own newest receipt: the log gives it back a little later.
    private @Nullable BrokerEvent receipt;

    /** @param proof null where there is no broker to ask */
    Enforcement(
            Broker broker,
            Enroller enroller,
            Publisher publisher,
            @Nullable Proof proof,
            BrokerLog receipts,
            EnforcementMetrics metrics,
            InstantSource clock) {
        this.broker = broker;
        this.enroller = enroller;
        this.publisher = publisher;
        this.proof = proof;
        this.receipts = receipts;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Brings the broker to where the log wants it, or finds it there.
     *
     * @throws ReleaseRefused if a release would harm the broker, or was seen to; the last good one is in force
     * @throws IOException if folder, CRL or broker could not be reached; it should be tried again
     */
    BrokerState enforce(Demand demand) throws IOException, ReleaseRefused, InterruptedException {
        enroller.keep(demand.enrolment());
        if (proof != null) {
            proof.prepare();
        }
        Published published = publisher.publish(demand);
        state = state.published(published);
        if (proof == null) {
            return state;
        }
        switch (proof.of(published, state.proven())) {
            case Verdict.Proven proven -> settle(demand, published, proven, proof);
            case Verdict.Refuted refuted -> rollBack(refuted, proof);
        }
        return state;
    }

    /** Puts a failure on record, once for as long as it stays the same. */
    void reject(Demand demand, Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        if (newest(demand) instanceof BrokerPolicyRejected before
                && before.position() == demand.policy().position()
                && before.reason().equals(reason)) {
            return;
        }
        NotEnforced seen = failure instanceof NotEnforced e ? e : null;
        append(new BrokerPolicyRejected(
                broker.id(),
                demand.policy().position(),
                null,
                state.crl() == null ? null : state.crl().number(),
                reason,
                seen == null ? null : seen.canary(),
                seen == null ? null : seen.restored()));
    }

    private void settle(Demand demand, Published published, Verdict.Proven proven, Proof broker)
            throws IOException, InterruptedException {
        PolicyRelease release = published.release();
        Collection<PolicyChange> changes = open(demand, release.position());
        int ended = broker.endSessions(lost(changes, false));
        broker.forget(lost(changes, true));
        Instant now = clock.instant();
        state = state.proven(release.position(), now);
        if (published.complete() && !covers(newest(demand), release)) {
            append(enforced(release, proven, ended, changes, now));
            metrics.enforced(changes, now);
        }
        if (published.reloaded()) {
            publisher.keep(release);
        }
    }

    private void rollBack(Verdict.Refuted refuted, Proof broker)
            throws IOException, ReleaseRefused, InterruptedException {
        metrics.rolledBack();
        log.error("{}; the last good policy is put back", refuted.reason());
        Optional<Published> good = publisher.rollBack();
        if (good.isPresent()) {
            Published restored = good.get();
            state = state.published(restored).but(refuted.reason());
            if (broker.of(restored, null) instanceof Verdict.Refuted again) {
                log.error("The broker does not do what the last good policy asks for either. {}", again.reason());
            }
        }
        throw new NotEnforced(
                refuted.reason(),
                refuted.canary(),
                good.map(restored -> restored.release().position()).orElse(null));
    }

    /** What this release brings into force that no receipt tells of. */
    private Collection<PolicyChange> open(Demand demand, long position) {
        long known = receipt instanceof BrokerPolicyEnforced e ? e.position() : -1;
        return demand.beyond(known).headMap(position + 1).values();
    }

    private static Collection<DeviceId> lost(Collection<PolicyChange> changes, boolean forGood) {
        return changes.stream()
                .filter(change -> change.forGood() || !forGood)
                .map(PolicyChange::lost)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private @Nullable BrokerEvent newest(Demand demand) {
        return receipt == null ? demand.receipt() : receipt;
    }

    private static boolean covers(@Nullable BrokerEvent receipt, PolicyRelease release) {
        return receipt instanceof BrokerPolicyEnforced e
                && e.position() == release.position()
                && e.aclSha256().equals(release.aclSha256());
    }

    private BrokerPolicyEnforced enforced(
            PolicyRelease release, Verdict.Proven proven, int ended, Collection<PolicyChange> changes, Instant now) {
        Instant cause =
                changes.stream().map(PolicyChange::at).min(Instant::compareTo).orElse(null);
        return new BrokerPolicyEnforced(
                broker.id(),
                release.position(),
                broker.strategy(),
                release.aclSha256(),
                release.crlSha256(),
                release.crl().number(),
                ended,
                proven.canary(),
                cause,
                cause == null ? null : Math.max(0, Duration.between(cause, now).toMillis()));
    }

    private void append(BrokerEvent event) {
        receipts.append(event);
        receipt = event;
    }
}
