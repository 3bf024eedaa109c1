package org.deviceonboarding.domain.decision;

/**
 * What a decision needs to know beside the device's state and the command. Whoever asks looks it up before, in the
 * transaction of the decision.
 *
 * @param seen the sequence number of the device's newest event when the requester looked; -1 if there was none
 * @param bundleWaits whether the bundle that is asked for is there, and its time not over
 */
public record DecisionInput(long seen, boolean bundleWaits) {
    /** For commands that need none. */
    public static final DecisionInput NONE = new DecisionInput(-1, false);

    public static DecisionInput seen(long sequence) {
        return new DecisionInput(sequence, false);
    }

    public static DecisionInput bundleWaits(boolean waits) {
        return new DecisionInput(-1, waits);
    }
}
