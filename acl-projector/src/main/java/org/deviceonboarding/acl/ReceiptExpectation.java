package org.deviceonboarding.acl;

import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/**
 * Whether the log expects receipts of a broker.
 *
 * @param position of the event that says so, 0 if there is none
 */
record ReceiptExpectation(long position, Expectation expectation) {
    static final ReceiptExpectation UNKNOWN = new ReceiptExpectation(0, Expectation.NOTHING_SAID);

    enum Expectation {
        NOTHING_SAID,
        RECEIPTS,
        NO_RECEIPTS,
        RETIRED
    }

    /** The fold: the standing after one more event. */
    ReceiptExpectation after(Recorded<? extends OnboardingEvent> recorded, BrokerId broker) {
        return switch (recorded.event()) {
            case BrokerPolicyEnforced e
            when e.brokerId().equals(broker) -> new ReceiptExpectation(recorded.position(), Expectation.RECEIPTS);
            case BrokerProofDisabled e
            when e.brokerId().equals(broker) -> new ReceiptExpectation(recorded.position(), Expectation.NO_RECEIPTS);
            case BrokerRetired e
            when e.brokerId().equals(broker) -> new ReceiptExpectation(recorded.position(), Expectation.RETIRED);
            default -> this;
        };
    }

    boolean retired() {
        return expectation == Expectation.RETIRED;
    }

    /** Whether the log has to be told otherwise by a broker that is there. */
    boolean isWrong(boolean proves) {
        return switch (expectation) {
            case NOTHING_SAID -> !proves; // a first receipt comes by itself
            case RECEIPTS -> !proves;
            case NO_RECEIPTS -> proves;
            case RETIRED -> true;
        };
    }
}
