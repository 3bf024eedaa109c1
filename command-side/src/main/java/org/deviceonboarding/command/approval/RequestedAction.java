package org.deviceonboarding.command.approval;

import org.deviceonboarding.domain.actor.Actor;
import tools.jackson.databind.json.JsonMapper;

/** What was asked for, together with the action that carries it out. */
record RequestedAction<W>(ApprovedAction<W> action, W details) {
    static <W> RequestedAction<W> read(ApprovedAction<W> action, String request, JsonMapper json) {
        return new RequestedAction<>(action, json.readValue(request, action.details()));
    }

    boolean givesAccess() {
        return action.givesAccess(details);
    }

    void hold(Actor requester) {
        action.hold(details, requester);
    }

    void carryOut(Actor requester) {
        action.carryOut(details, requester);
    }

    void drop() {
        action.drop(details);
    }
}
