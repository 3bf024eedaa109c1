package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.BrokerPolicyRejected;
import org.deviceonboarding.messages.event.BrokerProofDisabled;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
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
    private final @Nullable Endings endings;
    private final LastResort lastResort;
    private final @Nullable Cleaner cleaner;
    private final Rejections rejections = new Rejections();
    private final BrokerLog receipts;
    private final EnforcementMetrics metrics;
    private final InstantSource clock;
    private BrokerState state = BrokerState.STARTING;
    // Our own newest receipt: the log gives it back a little later.
    private @Nullable BrokerEvent receipt;
    private @Nullable Long enforced;
    // What the log was told to be wrong; it gives our word back a little later.
    private @Nullable Standing corrected;
    // Up to where policy and CRL were both seen in force.
    private long settled = -1;
    // Found in the folder, and not on record yet.
    private @Nullable String damage;

    /**
     * @param proof null where there is no broker to ask
     * @param expiredPerSecond how many devices lose their sessions in a second because a certificate is over, at most
     */
    Enforcement(
            Broker broker,
            Enroller enroller,
            Publisher publisher,
            @Nullable Proof proof,
            LastResort lastResort,
            BrokerLog receipts,
            EnforcementMetrics metrics,
            int expiredPerSecond,
            InstantSource clock) {
        this.broker = broker;
        this.enroller = enroller;
        this.publisher = publisher;
        this.proof = proof;
        this.lastResort = lastResort;
        this.endings = proof == null ? null : new Endings(proof, clock);
        this.cleaner = proof == null ? null : new Cleaner(proof, expiredPerSecond, metrics, clock);
        this.receipts = receipts;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Brings the broker to where the log wants it, or finds it there.
     *
     * @throws ReleaseRefused if a release would harm the broker, or was seen to; the last good one is in force
     * @throws IOException if folder, CRL, broker or log could not be reached; it should be tried again
     */
    BrokerState enforce(Demand demand) throws IOException, ReleaseRefused, InterruptedException {
        try {
            return enforceNow(demand);
        } finally {
            publisher.restoreReserve();
            mendAccount();
        }
    }

    private void mendAccount() {
        try {
            if (proof != null && Files.exists(broker.folder().dynamicSecurity())) {
                new ProjectorAccount(broker.folder()).mend();
            }
        } catch (IOException e) {
            log.warn("{} is not mended: {}", broker.folder().dynamicSecurity(), e.toString());
        }
    }

    /** Whether the broker's files keep somebody in who lost access, so that the next turn has to come soon. */
    boolean urgent() {
        return lastResort.active();
    }

    private BrokerState enforceNow(Demand demand) throws IOException, ReleaseRefused, InterruptedException {
        objectToRetirement(demand);
        enroller.keep(demand.enrolment());
        Published published = published(demand);
        state = state.published(published);
        recordDamage(demand, published);
        if (proof == null || endings == null || cleaner == null) {
            recordThatNoReceiptWillCome(demand);
            return state.at(clock.instant());
        }
        switch (verdict(proof, published, provenBefore(demand))) {
            case Verdict.Proven proven -> settle(demand, published, proven, endings, cleaner);
            case Verdict.Refuted refuted -> {
                endings.startAgain();
                settled = -1;
                rollBack(
                        demand,
                        refuted,
                        explained(refuted.reason(), published.release().crl()),
                        proof);
            }
        }
        BrokerState now = state.at(clock.instant());
        return now.trouble() == null ? now.but(cleaner.trouble()) : now;
    }

    /**
     * Ends sessions whose certificates are over, and purges messages, for a second at most.
     *
     * @param urgent whether a release waits: that goes first
     * @return whether it is time for a receipt
     */
    boolean cleanUp(Demand demand, BooleanSupplier urgent) throws InterruptedException {
        return cleaner != null && settled >= 0 && cleaner.work(demand, settled, urgent);
    }

    private Published published(Demand demand) throws IOException, ReleaseRefused, InterruptedException {
        try {
            Published published = publisher.publish(demand);
            lastResort.over();
            return published;
        } catch (NotWritten e) {
            Set<DeviceId> lost = demand.lostAfter(enforced == null ? -1 : enforced);
            boolean somebody = proof == null ? demand.revoked() > e.inForce() : !lost.isEmpty();
            if (!somebody) {
                lastResort.over();
                throw e;
            }
            throw e.but(lastResort.keepOut(lost));
        }
    }

    // Whoever waits for this broker's receipt has to know that there will be none.
    private void recordThatNoReceiptWillCome(Demand demand) throws NotOnRecord {
        if (isTakenForAnother(demand)) {
            append(new BrokerProofDisabled(broker.id()));
            corrected = demand.standing();
        }
    }

    /** Before anybody is asked, for meanwhile lists look complete without this broker: says again what it was last seen to enforce. */
    private void objectToRetirement(Demand demand) throws NotOnRecord {
        if (demand.standing().retired()
                && isTakenForAnother(demand)
                && settled >= 0
                && newest(demand) instanceof BrokerPolicyEnforced last) {
            append(new BrokerPolicyEnforced(
                    last.brokerId(),
                    last.position(),
                    last.strategy(),
                    last.aclSha256(),
                    last.crlSha256(),
                    last.crlNumber(),
                    0,
                    last.canary(),
                    null,
                    null,
                    last.expiredThrough(),
                    last.purgedThrough()));
            corrected = demand.standing();
        }
    }

    /** Whether the log takes the broker for gone, or for one that proves nothing, and was not told otherwise yet. */
    private boolean isTakenForAnother(Demand demand) {
        return demand.standing().isWrong(proves()) && !demand.standing().equals(corrected);
    }

    private Verdict verdict(Proof proof, Published published, @Nullable Long before)
            throws IOException, InterruptedException {
        try {
            return proof.of(published, before);
        } catch (ReloadUnseen e) {
            publisher.tellAgain();
            throw e;
        }
    }

    boolean proves() {
        return proof != null;
    }

    BrokerState state() {
        return state;
    }

    /**
     * Puts a failure on record, unless it lasts and was there within the last hour, or many others were; and in any case if the log takes the
     * broker for gone.
     */
    void reject(Demand demand, Exception failure) {
        if (!(failure instanceof NotOnRecord)) {
            reject(demand, String.valueOf(failure.getMessage()), failure instanceof NotEnforced e ? e : null);
        }
    }

    /** Says whether nothing is left to put on record. */
    private boolean reject(Demand demand, String reason, @Nullable NotEnforced seen) {
        long position = demand.policy().position();
        boolean hidden = demand.standing().retired() && isTakenForAnother(demand);
        if (!hidden && (isNewest(demand, position, reason) || !rejections.isNews(position, reason, clock.instant()))) {
            return true;
        }
        try {
            append(new BrokerPolicyRejected(
                    broker.id(),
                    position,
                    null,
                    state.crl() == null ? null : state.crl().number(),
                    reason,
                    seen == null ? null : seen.canary(),
                    seen == null ? null : seen.restored()));
        } catch (NotOnRecord e) {
            log.warn("A failure could not be put on record ({}): {}", reason, e.getMessage());
            return false;
        }
        if (hidden) {
            corrected = demand.standing();
        }
        rejections.onRecord(position, reason, clock.instant());
        return true;
    }

    private boolean isNewest(Demand demand, long position, String reason) {
        return newest(demand) instanceof BrokerPolicyRejected before
                && before.position() == position
                && before.reason().equals(reason);
    }

    private void recordDamage(Demand demand, Published published) {
        if (published.damage() != null) {
            damage = published.damage();
        }
        if (damage != null && reject(demand, damage, null)) {
            damage = null;
        }
    }

    private void settle(Demand demand, Published published, Verdict.Proven proven, Endings sessions, Cleaner cleaned)
            throws IOException, ReleaseRefused, InterruptedException {
        PolicyRelease release = published.release();
        PSortedMap<Long, PolicyChange> changes = open(demand, release.position());
        sessions.end(changes, published.complete());
        state = state.proven(release.position(), clock.instant());
        if (!published.complete()) {
            throw new ReleaseRefused("The broker's CRL does not know every revocation. " + published.crlTrouble());
        }
        publisher.keep(release);
        if (enforcedBefore(demand) == null) {
            cleaned.purgeOnlyAfter(demand.reached());
        }
        settled = release.position();
        if (!covers(newest(demand), release) || isTakenForAnother(demand) || cleaned.owesReceipt()) {
            // What happened before this broker's first receipt did not wait for it.
            Collection<PolicyChange> waited = enforcedBefore(demand) == null ? List.of() : changes.values();
            append(enforced(demand, release, proven, sessions, cleaned, waited));
            corrected = demand.standing();
            rejections.over();
            metrics.enforced(waited, sessions.endedAt());
            sessions.onRecord();
            cleaned.onRecord();
        }
        sessions.cleanUp(demand.policy().access());
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

    private void rollBack(Demand demand, Verdict.Refuted refuted, String reason, Proof broker)
            throws ReleaseRefused, InterruptedException {
        metrics.rolledBack();
        log.error("{}; the last good policy is put back", reason);
        Long restored = null;
        try {
            Long last = enforcedBefore(demand);
            Optional<Published> good = publisher.rollBack(last == null ? 0 : last);
            if (good.isPresent()) {
                restored = good.get().release().position();
                state = state.published(good.get()).but(reason);
                if (broker.of(good.get(), null) instanceof Verdict.Refuted again) {
                    log.error("The broker does not do what the last good policy asks for either. {}", again.reason());
                }
            }
        } catch (IOException | ReleaseRefused e) {
            log.error("Whether the last good policy is in force is not known: {}", e.toString());
        }
        throw new NotEnforced(reason, refuted.canary(), restored);
    }

    private @Nullable Long enforcedBefore(Demand demand) {
        return enforced == null ? demand.enforced() : enforced;
    }

    private @Nullable Long provenBefore(Demand demand) {
        if (state.proven() != null) {
            return state.proven();
        }
        return enforcedBefore(demand);
    }

    /** What this release brings into force that no receipt tells of. */
    private PSortedMap<Long, PolicyChange> open(Demand demand, long position) {
        return demand.beyond(enforced == null ? -1 : enforced).headMap(position + 1);
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
            Demand demand,
            PolicyRelease release,
            Verdict.Proven proven,
            Endings sessions,
            Cleaner cleaned,
            Collection<PolicyChange> changes) {
        Instant cause =
                changes.stream().map(PolicyChange::at).min(Instant::compareTo).orElse(null);
        return new BrokerPolicyEnforced(
                broker.id(),
                release.position(),
                broker.strategy(),
                release.aclSha256(),
                release.crlSha256(),
                release.crl().number(),
                sessions.ended() + cleaned.ended(),
                proven.canary(),
                cause,
                cause == null
                        ? null
                        : Math.max(
                                0, Duration.between(cause, sessions.endedAt()).toMillis()),
                cleaned.expiredThrough(demand),
                cleaned.purgedThrough(demand));
    }

    private void append(BrokerEvent event) throws NotOnRecord {
        try {
            receipts.append(event);
        } catch (RuntimeException e) {
            throw new NotOnRecord(e);
        }
        receipt = event;
        if (event instanceof BrokerPolicyEnforced e) {
            enforced = e.position();
        }
    }
}
