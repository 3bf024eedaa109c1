package org.deviceonboarding.log.command;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command asks for a change, and names the aggregate that decides it. */
public interface Command {
    @TargetAggregateIdentifier
    String aggregate();

    /** Whether the handler only appends, so that its events may be appended in one transaction with those of other commands. */
    default boolean onlyAppends() {
        return false;
    }
}
