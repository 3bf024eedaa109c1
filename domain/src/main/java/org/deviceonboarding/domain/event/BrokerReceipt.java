package org.deviceonboarding.domain.event;

/** What the process beside a broker saw of a policy: the broker enforces it, or does not. */
public sealed interface BrokerReceipt extends BrokerEvent permits BrokerPolicyEnforced, BrokerPolicyRejected {
    /** The log position of that policy. */
    long position();
}
