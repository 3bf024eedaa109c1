package org.deviceonboarding.acl.release;

import java.time.Instant;
import org.deviceonboarding.acl.cleanup.CleanupProgress;
import org.deviceonboarding.acl.cleanup.SessionProgress;
import org.deviceonboarding.acl.policy.BrokerReceipts;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.ReceiptExpectation;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.jspecify.annotations.Nullable;

/**
 * The one record of what is enforced: what the broker's folder holds, what the broker was told and seen to do, and what the
 * log says of it. The {@link Reconciler} brings it in line with a {@link DesiredState}.
 *
 * @param status what those see who watch the broker
 * @param deployment what the broker was told last; null until it surely read what is in the folder, since a process before us
 *     may have died between the two
 * @param receipts the receipts that are on record; our own newest is known here before the log gives it back
 * @param answered the expectation that the log was told to be wrong; null if none was
 * @param sessions how far the end of sessions is
 * @param cleanup how far the clean-up is
 * @param settled log position up to which policy and CRL were both seen in force, or -1
 * @param damage what was found wrong in the folder and is not on record yet, or null
 */
public record ActualState(
        BrokerStatus status,
        @Nullable Deployment deployment,
        BrokerReceipts receipts,
        @Nullable ReceiptExpectation answered,
        SessionProgress sessions,
        CleanupProgress cleanup,
        long settled,
        @Nullable String damage) {

    static final ActualState STARTING = new ActualState(
            BrokerStatus.STARTING,
            null,
            BrokerReceipts.NONE,
            null,
            SessionProgress.NONE,
            CleanupProgress.NONE,
            -1,
            null);

    /** Takes over what the log says, until a first receipt is known. */
    ActualState known(BrokerReceipts onRecord) {
        return receipts.newest() == null ? with(status, onRecord) : this;
    }

    /** Position of the policy that the newest receipt says is in force, or null. */
    @Nullable
    Long enforced() {
        return receipts.enforced();
    }

    /** Position of the policy that the broker was last seen, or said, to enforce, or null. */
    @Nullable
    Long lastProven() {
        return status.proven() == null ? enforced() : status.proven();
    }

    /** Whether the log has to be told that it takes the broker for something else than it is. */
    boolean contradicts(ReceiptExpectation expectation, boolean proves) {
        return expectation.isWrong(proves) && !expectation.equals(answered);
    }

    /** The broker has to be told again, even if it seems to have all of it. */
    ActualState untold() {
        return told(null);
    }

    ActualState told(@Nullable Deployment told) {
        return new ActualState(status, told, receipts, answered, sessions, cleanup, settled, damage);
    }

    /** The broker was seen to have read the files. */
    ActualState reloadConfirmed() {
        return told(deployment == null ? null : deployment.confirmed());
    }

    ActualState released(ReleasePlan plan) {
        String found = plan.folder().damage();
        return new ActualState(
                status.released(plan),
                deployment,
                receipts,
                answered,
                sessions,
                cleanup,
                settled,
                found == null ? damage : found);
    }

    /** The last known good release was put back. */
    ActualState rolledBackTo(ReleasePlan plan, String reason) {
        return with(status.released(plan).but(reason), receipts);
    }

    ActualState damageOnRecord() {
        return new ActualState(status, deployment, receipts, answered, sessions, cleanup, settled, null);
    }

    ActualState proven(long position, Instant at) {
        return with(status.proven(position, at), receipts);
    }

    /** The broker was seen to do something else. */
    ActualState refuted() {
        return new ActualState(status, deployment, receipts, answered, sessions.startAgain(), cleanup, -1, damage);
    }

    ActualState settled(long position) {
        return new ActualState(status, deployment, receipts, answered, sessions, cleanup, position, damage);
    }

    ActualState ended(SessionProgress progress) {
        return new ActualState(status, deployment, receipts, answered, progress, cleanup, settled, damage);
    }

    ActualState cleaned(CleanupProgress progress) {
        return new ActualState(status, deployment, receipts, answered, sessions, progress, settled, damage);
    }

    ActualState answered(ReceiptExpectation expectation) {
        return new ActualState(status, deployment, receipts, expectation, sessions, cleanup, settled, damage);
    }

    ActualState appended(BrokerReceipt receipt) {
        return with(status, receipts.and(receipt));
    }

    private ActualState with(BrokerStatus status, BrokerReceipts receipts) {
        return new ActualState(status, deployment, receipts, answered, sessions, cleanup, settled, damage);
    }
}
