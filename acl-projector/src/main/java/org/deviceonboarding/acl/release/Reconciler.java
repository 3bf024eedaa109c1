package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.acl.broker.BrokerEventLog;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupProgress;
import org.deviceonboarding.acl.cleanup.SessionEnder;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.acl.proof.Verdict;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * Brings a broker from its actual state to the desired state, in steps: enrolment, rollout, end of sessions, proof, receipt. If
 * the proof fails, the last known good release is put back. For one thread.
 */
public final class Reconciler {
    private final BrokerAdapter broker;
    private final Enroller enroller;
    private final Deployer deployer;
    private final Rollout rollout;
    private final FailClosed failClosed;
    private final @Nullable Cleaner cleaner;
    private final ReceiptLog receipts;
    private final ReleaseMetrics metrics;
    private final InstantSource clock;
    private ActualState actual = ActualState.STARTING;

    /** @param cleaner null where there is no broker to ask */
    public Reconciler(
            BrokerSettings settings,
            BrokerAdapter broker,
            Enroller enroller,
            Deployer deployer,
            FailClosed failClosed,
            @Nullable Cleaner cleaner,
            BrokerEventLog events,
            ReleaseMetrics metrics,
            InstantSource clock) {
        this.broker = broker;
        this.enroller = enroller;
        this.deployer = deployer;
        this.rollout = new Rollout(deployer);
        this.failClosed = failClosed;
        this.cleaner = cleaner;
        this.receipts = new ReceiptLog(settings.id(), broker, events, clock);
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Brings the broker to the desired state, unless it is in that state.
     *
     * @throws ReleaseRefused if a release would harm the broker, or was seen to; the last known good one is in force
     * @throws IOException if folder, CRL, broker or log could not be reached; it should be tried again
     */
    public BrokerStatus reconcile(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        try {
            return step(desired);
        } finally {
            deployer.restoreReserve();
            broker.mend();
        }
    }

    /** Forgets what the log said, and what the broker was seen to do with it: the log lost events. */
    void forget() {
        receipts.forget();
        rollout.untold();
        deployer.forget();
        actual = ActualState.STARTING;
    }

    /** Whether the broker's files still let in a device that lost access, so that the next turn has to come soon. */
    boolean urgent() {
        return failClosed.active();
    }

    /**
     * Ends sessions with expired certificates and purges messages, for a second at most.
     *
     * @param urgent whether a release waits, which goes first
     * @return whether a receipt is due
     */
    public boolean cleanUp(DesiredState desired, BooleanSupplier urgent) throws InterruptedException {
        if (cleaner == null || actual.settled() < 0) {
            return false;
        }
        CleanupProgress before = actual.cleanup();
        actual = actual.cleaned(cleaner.work(desired, actual.settled(), before, urgent));
        return !actual.cleanup().equals(before) && actual.cleanup().nothingLeft(desired, actual.settled());
    }

    boolean proves() {
        return broker.live().isPresent();
    }

    BrokerStatus status() {
        return actual.status();
    }

    /** Appends a rejection for a failure, if it is news or the log takes the broker for retired. */
    public void reject(DesiredState desired, Exception failure) {
        receipts.failed(desired, failure, actual.status().crl());
    }

    private BrokerStatus step(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        deployer.timeline().begin(clock.instant());
        receipts.known(desired.receipts());
        if (actual.settled() >= 0) {
            // Before the broker is asked: meanwhile lists look complete without it.
            receipts.objectToRetirement(desired.expectation());
        }
        enroller.keep(desired.enrolment());
        Rollout.Delivery delivery = deliver(desired);
        ReleasePlan plan = delivery.plan();
        actual = actual.with(actual.status().released(plan.release(), plan.crlTrouble()));
        receipts.damaged(desired, plan.folder().damage(), plan.release().crl());
        LiveBroker live = broker.live().orElse(null);
        if (live == null || cleaner == null) {
            receipts.announceNoReceipts(desired.expectation());
            return actual.status().at(clock.instant());
        }
        SessionEnder sessions = new SessionEnder(live, clock);
        PSortedMap<Long, PolicyChange> changes = changes(desired, plan.release());
        ReleaseProof proof = new ReleaseProof(live, rollout, deployer.timeline());
        Long before = actual.lastProven(receipts.enforced());
        switch (proof.verdict(delivery.deployment(), before, () -> endSessions(sessions, changes, plan))) {
            case Verdict.Proven proven -> settle(desired, plan, changes.values(), proven.canary());
            case Verdict.Refuted refuted -> throw rollBack(proof, plan.release(), refuted);
        }
        actual = actual.ended(sessions.forget(desired.policy().access(), actual.sessions()));
        BrokerStatus now = actual.status().at(clock.instant());
        return now.trouble() == null ? now.but(cleaner.trouble()) : now;
    }

    private Rollout.Delivery deliver(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        try {
            Rollout.Delivery delivery = rollout.deliver(desired);
            failClosed.over();
            return delivery;
        } catch (FolderNotWritable e) {
            throw failClosed.keepOut(desired, receipts.enforced(), e);
        }
    }

    /** The changes that the release brings into force. */
    private PSortedMap<Long, PolicyChange> changes(DesiredState desired, PolicyRelease release) {
        Long enforced = receipts.enforced();
        return desired.beyond(enforced == null ? -1 : enforced).headMap(release.position() + 1);
    }

    // Before the proof, which takes as long again. Whoever comes back meets the files that the broker has read by then.
    // If they turn out not to be in force, the sessions are ended once more after the next release.
    private void endSessions(SessionEnder sessions, PSortedMap<Long, PolicyChange> changes, ReleasePlan plan)
            throws IOException, InterruptedException {
        actual = actual.ended(sessions.end(changes, plan.complete(), actual.sessions()));
        deployer.timeline().over(ReleaseStep.SESSIONS);
    }

    private void settle(DesiredState desired, ReleasePlan plan, Collection<PolicyChange> changes, CanaryReport canary)
            throws IOException, ReleaseRefused {
        PolicyRelease release = plan.release();
        boolean first = receipts.enforced() == null;
        actual = actual.with(actual.status().proven(release.position(), clock.instant()));
        if (!plan.complete()) {
            throw new ReleaseRefused("The broker's CRL does not know every revocation. " + plan.crlTrouble());
        }
        if (first) {
            actual = actual.cleaned(actual.cleanup().purgeOnlyAfter(desired.reached()));
        }
        actual = actual.settled(release.position());
        // What happened before this broker's first receipt did not wait for it.
        Collection<PolicyChange> waited = first ? List.of() : changes;
        if (receipts.enforced(
                new EnforcementReceipt(desired, release, waited, actual.sessions(), actual.cleanup(), canary))) {
            deployer.timeline().over(ReleaseStep.RECEIPT);
            metrics.enforced(waited, actual.sessions().endedAt(), deployer.timeline());
            actual = actual.onRecord();
        }
        deployer.keep(release);
    }

    private NotEnforced rollBack(ReleaseProof proof, PolicyRelease release, Verdict.Refuted refuted)
            throws InterruptedException {
        actual = actual.refuted();
        metrics.rolledBack();
        String reason = release.refutation(refuted.reason(), clock.instant());
        NotEnforced failure = new RollBack(rollout, proof).after(refuted, reason, receipts.enforced());
        PolicyRelease restored = failure.restored();
        if (restored != null) {
            actual = actual.with(actual.status().released(restored, reason));
        }
        return failure;
    }
}
