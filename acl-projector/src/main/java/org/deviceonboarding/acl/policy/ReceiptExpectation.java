package org.deviceonboarding.acl.policy;

import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.event.ServerCertificateIssued;

/**
 * Whether the log expects receipts of a broker.
 *
 * @param position of the event that says so, 0 if there is none
 */
public record ReceiptExpectation(long position, Expectation expectation) {
    public static final ReceiptExpectation UNKNOWN = new ReceiptExpectation(0, Expectation.NOTHING_SAID);

    /** The kind of receipt that the log waits for. */
    public enum Expectation {
        NOTHING_SAID,
        RECEIPTS,
        NO_RECEIPTS,
        RETIRED
    }

    /** The fold: the expectation after one more event. */
    ReceiptExpectation after(Recorded<? extends OnboardingEvent> recorded, BrokerId broker) {
        return switch (recorded.event()) {
            case BrokerEvent e -> e.brokerId().equals(broker) ? after(e, recorded.position()) : this;
            case DeviceEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    private ReceiptExpectation after(BrokerEvent event, long at) {
        return switch (event) {
            case BrokerPolicyEnforced _ -> new ReceiptExpectation(at, Expectation.RECEIPTS);
            case BrokerProofDisabled _ -> new ReceiptExpectation(at, Expectation.NO_RECEIPTS);
            case BrokerRetired _ -> new ReceiptExpectation(at, Expectation.RETIRED);
            case BrokerKeysPresented _, BrokerCertificateIssued _, BrokerPolicyRejected _ -> this;
        };
    }

    public boolean retired() {
        return expectation == Expectation.RETIRED;
    }

    /** Whether a running broker has to correct the log. */
    public boolean isWrong(boolean proves) {
        return switch (expectation) {
            case NOTHING_SAID -> !proves; // a first receipt comes by itself
            case RECEIPTS -> !proves;
            case NO_RECEIPTS -> proves;
            case RETIRED -> true;
        };
    }
}
