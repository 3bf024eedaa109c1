package org.deviceonboarding.domain.event;

/** A receipt: whether the broker enforces a policy. */
public sealed interface BrokerReceipt extends BrokerEvent permits BrokerPolicyEnforced, BrokerPolicyRejected {
    /** The log position of that policy. */
    long position();
}
