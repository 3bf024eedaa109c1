package org.deviceonboarding.command.approval;

import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;

/**
 * An action that may need approval: what is done when it is asked for, granted or rejected. Each method runs in the
 * transaction of the decision it belongs to, and what it throws undoes that decision.
 *
 * @param <W> what is to be done in detail, without secrets; stored as JSON until the decision
 */
public interface ApprovedAction<W> {
    ApprovalAction action();

    Class<W> details();

    /** Whether somebody may reach more by it; otherwise it takes access away. */
    boolean givesAccess(W details);

    /** It was asked for, and waits. */
    default void hold(W details, Actor requester) {}

    /** It was allowed. */
    void carryOut(W details, Actor requester);

    /** It was refused, or its time is over. */
    default void drop(W details) {}
}
