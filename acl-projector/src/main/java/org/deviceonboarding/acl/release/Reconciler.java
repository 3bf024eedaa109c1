package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.acl.broker.BrokerEventLog;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.cleanup.Cleaner;
import org.deviceonboarding.acl.cleanup.CleanupProgress;
import org.deviceonboarding.acl.cleanup.SessionEnder;
import org.deviceonboarding.acl.cleanup.SessionProgress;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.enrolment.Enroller;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.PolicyChange;
import org.deviceonboarding.acl.proof.ReloadNotConfirmed;
import org.deviceonboarding.acl.proof.Verdict;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a broker from its actual state to the desired one: files into the folder, end of sessions, proof, receipt. If the proof
 * fails, the last known good files are put back. For one thread.
 */
public final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final BrokerSettings settings;
    private final BrokerAdapter broker;
    private final Enroller enroller;
    private final Deployer deployer;
    private final FailClosed failClosed;
    private final @Nullable Cleaner cleaner;
    private final RejectionLimit rejections = new RejectionLimit();
    private final BrokerEventLog events;
    private final ReleaseMetrics metrics;
    private final InstantSource clock;
    private ActualState actual = ActualState.STARTING;
    private Instant began = Instant.EPOCH;

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
        this.settings = settings;
        this.broker = broker;
        this.enroller = enroller;
        this.deployer = deployer;
        this.failClosed = failClosed;
        this.cleaner = cleaner;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Brings the broker to the state that the log asks for, unless it is in that state.
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

    /** Whether the broker's files keep somebody in who lost access, so that the next turn has to come soon. */
    boolean urgent() {
        return failClosed.active();
    }

    /**
     * Ends sessions whose certificates are over, and purges messages, for a second at most.
     *
     * @param urgent whether a release waits: that goes first
     * @return whether it is time for a receipt
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

    private BrokerStatus step(DesiredState desired) throws IOException, ReleaseRefused, InterruptedException {
        began = clock.instant();
        deployer.timeline().begin();
        actual = actual.known(desired.receipts());
        objectToRetirement(desired);
        enroller.keep(desired.enrolment());
        ReleasePlan plan;
        Deployment deployment;
        try (FileChannel _ = deployer.lock(actual.deployment())) {
            plan = deployer.plan(desired, actual.deployment());
            deployment = deploy(plan);
            failClosed.over();
        } catch (FolderNotWritable e) {
            throw keepOut(desired, e);
        }
        actual = actual.released(plan);
        recordDamage(desired);
        LiveBroker live = broker.live().orElse(null);
        if (live == null || cleaner == null) {
            recordThatNoReceiptWillCome(desired);
            return actual.status().at(clock.instant());
        }
        SessionEnder sessions = new SessionEnder(live, clock);
        PSortedMap<Long, PolicyChange> changes = changes(desired, plan);
        switch (verdict(live, deployment, actual.lastProven(), () -> endSessions(sessions, changes, plan))) {
            case Verdict.Proven proven -> settle(desired, plan, proven, sessions, changes);
            case Verdict.Refuted refuted -> rollBack(live, plan.release(), refuted);
        }
        BrokerStatus now = actual.status().at(clock.instant());
        return now.trouble() == null ? now.but(cleaner.trouble()) : now;
    }

    /** Before the broker is asked, for meanwhile lists look complete without it: says again what it was last seen to enforce. */
    private void objectToRetirement(DesiredState desired) throws ReceiptNotAppended {
        if (desired.expectation().retired()
                && actual.contradicts(desired.expectation(), proves())
                && actual.settled() >= 0) {
            Optional<BrokerPolicyEnforced> last = actual.receipts().repeated();
            if (last.isPresent()) {
                record(last.get());
                actual = actual.answered(desired.expectation());
            }
        }
    }

    /** Has the release deployed unless it is; whatever goes wrong on the way, the broker has to be told again. */
    private Deployment deploy(ReleasePlan plan) throws IOException, ReleaseRefused, InterruptedException {
        Deployment last = actual.deployment();
        if (last != null && plan.isDeployed(last)) {
            return last;
        }
        actual = actual.untold();
        Deployment deployment = deployer.deploy(plan);
        actual = actual.told(deployment);
        return deployment;
    }

    private FolderNotWritable keepOut(DesiredState desired, FolderNotWritable e) throws InterruptedException {
        Set<DeviceId> lost = desired.lostAfter(actual.enforced() == null ? -1 : actual.enforced());
        boolean somebody = proves() ? !lost.isEmpty() : desired.revoked() > e.inForce();
        if (!somebody) {
            failClosed.over();
            return e;
        }
        return e.but(failClosed.keepOut(lost));
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** The changes that the release brings into force. */
    private PSortedMap<Long, PolicyChange> changes(DesiredState desired, ReleasePlan plan) {
        Long enforced = actual.enforced();
        return desired.beyond(enforced == null ? -1 : enforced)
                .headMap(plan.release().position() + 1);
    }

    // Before the proof, which takes as long again. Whoever comes back meets the files that the broker has read by then.
    // If they
    // turn out not to be in force, the sessions are ended once more after the next release.
    private void endSessions(SessionEnder sessions, PSortedMap<Long, PolicyChange> changes, ReleasePlan plan)
            throws IOException, InterruptedException {
        actual = actual.ended(sessions.end(changes, plan.complete(), actual.sessions()));
        over(ReleaseStep.SESSIONS);
    }

    /**
     * @param before position of the policy that was in force before, or null
     * @param reloaded what is done as soon as the broker has read the files
     */
    private Verdict verdict(LiveBroker live, Deployment deployment, @Nullable Long before, Step reloaded)
            throws IOException, InterruptedException {
        try {
            Optional<Verdict.Refuted> missing =
                    live.awaitInForce(deployment.release().position(), deployment.evidence(), before);
            if (missing.isPresent()) {
                return missing.get();
            }
            actual = actual.reloadConfirmed();
            over(ReleaseStep.RELOAD);
            reloaded.run();
            Verdict verdict = live.inspect();
            over(ReleaseStep.PROOF);
            return verdict;
        } catch (ReloadNotConfirmed e) {
            actual = actual.untold();
            throw e;
        }
    }

    private void settle(
            DesiredState desired,
            ReleasePlan plan,
            Verdict.Proven proven,
            SessionEnder sessions,
            PSortedMap<Long, PolicyChange> changes)
            throws IOException, ReleaseRefused, InterruptedException {
        PolicyRelease release = plan.release();
        Long enforced = actual.enforced();
        actual = actual.proven(release.position(), clock.instant());
        if (!plan.complete()) {
            throw new ReleaseRefused("The broker's CRL does not know every revocation. " + plan.crlTrouble());
        }
        if (enforced == null) {
            actual = actual.cleaned(actual.cleanup().purgeOnlyAfter(desired.reached()));
        }
        actual = actual.settled(release.position());
        if (!actual.receipts().cover(release.position(), release.aclSha256())
                || actual.contradicts(desired.expectation(), true)
                || actual.cleanup().owed()) {
            // What happened before this broker's first receipt did not wait for it.
            Collection<PolicyChange> waited = enforced == null ? List.of() : changes.values();
            record(receipt(desired, release, proven, waited));
            over(ReleaseStep.RECEIPT);
            metrics.enforced(waited, began, actual.sessions().endedAt(), deployer.timeline());
            rejections.over();
            actual = actual.answered(desired.expectation())
                    .ended(actual.sessions().onRecord())
                    .cleaned(actual.cleanup().onRecord());
        }
        deployer.keep(release);
        actual = actual.ended(sessions.forget(desired.policy().access(), actual.sessions()));
    }

    private void over(ReleaseStep step) {
        deployer.timeline().over(step);
    }

    private void rollBack(LiveBroker live, PolicyRelease release, Verdict.Refuted refuted)
            throws ReleaseRefused, InterruptedException {
        String reason = explained(refuted.reason(), release.crl());
        actual = actual.refuted();
        metrics.rolledBack();
        log.error("{}; the last good policy is put back", reason);
        Long restored = null;
        try {
            Optional<Deployment> good = putBack(reason);
            if (good.isPresent()) {
                restored = good.get().release().position();
                if (verdict(live, good.get(), null, () -> {}) instanceof Verdict.Refuted again) {
                    log.error("The broker does not do what the last good policy asks for either. {}", again.reason());
                }
            }
        } catch (IOException | ReleaseRefused e) {
            log.error("Whether the last good policy is in force is not known: {}", e.toString());
        }
        throw new NotEnforced(reason, refuted.canary(), restored);
    }

    /** Deploys the last known good release; empty if there is none. Whatever comes next, the broker is told of it. */
    private Optional<Deployment> putBack(String reason) throws IOException, ReleaseRefused, InterruptedException {
        actual = actual.untold();
        try (FileChannel _ = deployer.lock(null)) {
            Optional<ReleasePlan> plan = deployer.planRollBack(actual.enforced() == null ? 0 : actual.enforced());
            if (plan.isEmpty()) {
                return Optional.empty();
            }
            Deployment deployment = deployer.deploy(plan.get());
            actual = actual.rolledBackTo(plan.get(), reason);
            return Optional.of(deployment);
        }
    }

    /** A CRL whose dates do not fit this clock is likely why: then that is what must be mended. */
    private String explained(String reason, Crl crl) {
        try {
            crl.requireCurrent(clock.instant());
            return reason;
        } catch (CrlRefused e) {
            return reason + ". " + e.getMessage();
        }
    }

    /**
     * Puts a failure on record, unless it lasts and was there within the last hour, or many others were; and in any case if the log
     * takes the broker for gone.
     */
    public void reject(DesiredState desired, Exception failure) {
        if (!(failure instanceof ReceiptNotAppended)) {
            reject(desired, String.valueOf(failure.getMessage()), failure instanceof NotEnforced e ? e : null);
        }
    }

    /** Says whether nothing is left to put on record. */
    private boolean reject(DesiredState desired, String reason, @Nullable NotEnforced seen) {
        actual = actual.known(desired.receipts());
        long position = desired.policy().position();
        boolean hidden = desired.expectation().retired() && actual.contradicts(desired.expectation(), proves());
        if (!hidden
                && (actual.receipts().reject(position, reason)
                        || !rejections.isNews(position, reason, clock.instant()))) {
            return true;
        }
        Crl crl = actual.status().crl();
        try {
            record(new BrokerPolicyRejected(
                    settings.id(),
                    position,
                    null,
                    crl == null ? null : crl.number(),
                    reason,
                    seen == null ? null : seen.canary(),
                    seen == null ? null : seen.restored()));
        } catch (ReceiptNotAppended e) {
            log.warn("A failure could not be put on record ({}): {}", reason, e.getMessage());
            return false;
        }
        if (hidden) {
            actual = actual.answered(desired.expectation());
        }
        rejections.onRecord(position, reason, clock.instant());
        return true;
    }

    private void recordDamage(DesiredState desired) {
        String damage = actual.damage();
        if (damage != null && reject(desired, damage, null)) {
            actual = actual.damageOnRecord();
        }
    }

    // Whoever waits for this broker's receipt has to know that there will be none.
    private void recordThatNoReceiptWillCome(DesiredState desired) throws ReceiptNotAppended {
        if (actual.contradicts(desired.expectation(), false)) {
            append(new BrokerProofDisabled(settings.id()));
            actual = actual.answered(desired.expectation());
        }
    }

    private BrokerPolicyEnforced receipt(
            DesiredState desired, PolicyRelease release, Verdict.Proven proven, Collection<PolicyChange> changes) {
        Instant cause =
                changes.stream().map(PolicyChange::at).min(Instant::compareTo).orElse(null);
        SessionProgress sessions = actual.sessions();
        CleanupProgress cleanup = actual.cleanup();
        return new BrokerPolicyEnforced(
                settings.id(),
                release.position(),
                desired.policies().strategy(),
                release.aclSha256(),
                release.crlSha256(),
                release.crl().number(),
                sessions.ended() + cleanup.ended(),
                proven.canary(),
                cause,
                cause == null
                        ? null
                        : Math.max(
                                0, Duration.between(cause, sessions.endedAt()).toMillis()),
                cleanup.expiredThrough(desired),
                cleanup.purgedThrough(desired));
    }

    private void record(BrokerReceipt receipt) throws ReceiptNotAppended {
        append(receipt);
        actual = actual.appended(receipt);
    }

    private void append(BrokerEvent event) throws ReceiptNotAppended {
        try {
            events.append(event);
        } catch (RuntimeException e) {
            throw new ReceiptNotAppended(e);
        }
    }
}
