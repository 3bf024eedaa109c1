package org.deviceonboarding.command.template;

import java.util.List;
import org.deviceonboarding.command.approval.ApprovedAction;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Defines a type's template once that is approved. */
@Component
class ApprovedTemplate implements ApprovedAction<ApprovedTemplate.Proposed> {
    private final CommandDispatcher commands;

    ApprovedTemplate(CommandDispatcher commands) {
        this.commands = commands;
    }

    /**
     * A definition as it is put before a second person.
     *
     * @param replaces the version in force when it was proposed, 0 for the default; null in requests of earlier versions
     */
    record Proposed(
            String type,
            List<TemplateRule> rules,
            @Nullable String comment,
            @Nullable MessagesAfterLoss messagesAfterLoss,
            @Nullable Long replaces) {
        static Proposed of(DefineTemplate command, long replaces) {
            return new Proposed(
                    command.type().value(), command.rules(), command.comment(), command.messages(), replaces);
        }

        DefineTemplate command() {
            return new DefineTemplate(new DeviceType(type), rules, comment, messagesAfterLoss, replaces);
        }
    }

    @Override
    public ApprovalAction action() {
        return ApprovalAction.ACL_TEMPLATE;
    }

    @Override
    public Class<Proposed> details() {
        return Proposed.class;
    }

    /** It may. */
    @Override
    public boolean givesAccess(Proposed proposed) {
        return true;
    }

    @Override
    public void carryOut(Proposed proposed, Actor requester) {
        commands.send(proposed.command(), requester);
    }
}
