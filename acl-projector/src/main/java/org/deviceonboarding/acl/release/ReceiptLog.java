package org.deviceonboarding.acl.release;

import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.acl.broker.BrokerEventLog;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.policy.BrokerReceipts;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.policy.ReceiptExpectation;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends a broker's receipts to the log, unless they are on record. For one thread. */
final class ReceiptLog {
    private static final Logger log = LoggerFactory.getLogger(ReceiptLog.class);

    private final BrokerId id;
    private final BrokerAdapter broker;
    private final BrokerEventLog events;
    private final InstantSource clock;
    private final RejectionLimit rejections = new RejectionLimit();
    // Our own newest is known here before the log gives it back.
    private BrokerReceipts onRecord = BrokerReceipts.NONE;
    // The expectation that the log was told to be wrong.
    private @Nullable ReceiptExpectation answered;
    // What was found wrong in the folder and is not on record yet.
    private @Nullable String damage;

    ReceiptLog(BrokerId id, BrokerAdapter broker, BrokerEventLog events, InstantSource clock) {
        this.id = id;
        this.broker = broker;
        this.events = events;
        this.clock = clock;
    }

    /** Takes over what the log says, until a first receipt is known. */
    void known(BrokerReceipts receipts) {
        onRecord = onRecord.newest() == null ? receipts : onRecord;
    }

    /** Forgets the receipts and what the log was told: it lost events, and those may be among them. */
    void forget() {
        onRecord = BrokerReceipts.NONE;
        answered = null;
        rejections.over();
    }

    /** Position of the policy that the newest receipt says is in force, or null. */
    @Nullable
    Long enforced() {
        return onRecord.enforced();
    }

    /** Appends the newest receipt again, if the log takes the broker for retired. */
    void objectToRetirement(ReceiptExpectation expectation) throws ReceiptNotAppended {
        Optional<BrokerPolicyEnforced> last = onRecord.repeated();
        if (isHidden(expectation) && last.isPresent()) {
            record(last.get());
            answered = expectation;
        }
    }

    /** Appends that no receipts will come, if the log expects some: whoever waits for one has to know. */
    void announceNoReceipts(ReceiptExpectation expectation) throws ReceiptNotAppended {
        if (isWrong(expectation)) {
            append(new BrokerProofDisabled(id));
            answered = expectation;
        }
    }

    /** Appends a receipt if it is news, or if the log expects something else of the broker; says whether it did. */
    boolean enforced(EnforcementReceipt receipt) throws ReceiptNotAppended {
        ReceiptExpectation expectation = receipt.desired().expectation();
        if (!receipt.isNews(onRecord) && !isWrong(expectation)) {
            return false;
        }
        record(receipt.event(id));
        rejections.over();
        answered = expectation;
        return true;
    }

    /**
     * Appends a rejection, unless the failure lasts and was appended within the last hour, or many others were. If the log takes
     * the broker for retired, it is appended in any case.
     */
    void failed(DesiredState desired, Exception failure, @Nullable Crl crl) {
        if (!(failure instanceof ReceiptNotAppended)) {
            NotEnforced seen = failure instanceof NotEnforced e ? e : null;
            boolean _ = rejected(desired, String.valueOf(failure.getMessage()), seen, crl);
        }
    }

    /** Appends a rejection for damage in the folder, as soon as the log takes it. */
    void damaged(DesiredState desired, @Nullable String found, Crl crl) {
        damage = found == null ? damage : found;
        if (damage != null && rejected(desired, damage, null, crl)) {
            damage = null;
        }
    }

    /** Says whether nothing is left to append. */
    private boolean rejected(DesiredState desired, String reason, @Nullable NotEnforced seen, @Nullable Crl crl) {
        known(desired.receipts());
        long position = desired.policy().position();
        boolean hidden = isHidden(desired.expectation());
        if (!hidden && (onRecord.reject(position, reason) || !rejections.isNews(position, reason, clock.instant()))) {
            return true;
        }
        PolicyRelease restored = seen == null ? null : seen.restored();
        try {
            record(new BrokerPolicyRejected(
                    id,
                    position,
                    null,
                    crl == null ? null : crl.number(),
                    reason,
                    seen == null ? null : seen.canary(),
                    restored == null ? null : restored.position()));
        } catch (ReceiptNotAppended e) {
            log.warn("A failure could not be put on record ({}): {}", reason, e.getMessage());
            return false;
        }
        if (hidden) {
            answered = desired.expectation();
        }
        rejections.onRecord(position, reason, clock.instant());
        return true;
    }

    private boolean isHidden(ReceiptExpectation expectation) {
        return expectation.retired() && isWrong(expectation);
    }

    private boolean isWrong(ReceiptExpectation expectation) {
        return expectation.isWrong(broker.live().isPresent()) && !expectation.equals(answered);
    }

    private void record(BrokerReceipt receipt) throws ReceiptNotAppended {
        append(receipt);
        onRecord = onRecord.and(receipt);
    }

    private void append(BrokerEvent event) throws ReceiptNotAppended {
        try {
            events.append(event);
        } catch (RuntimeException e) {
            throw new ReceiptNotAppended(e);
        }
    }
}
