package org.deviceonboarding.command.template;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/** The aggregate of one device type's template: its rules and how often they were defined. */
@Aggregate
class AclTemplateDefinition {
    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private String id;

    private long version;
    private List<TemplateRule> rules = List.of();
    private @Nullable MessagesAfterLoss messages;

    /** A type may look like the id of a device or a broker, and the log tells aggregates apart by their ids alone. */
    static String idOf(String deviceType) {
        return "acl-template/" + deviceType;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    long handle(DefineTemplate command) {
        if (command.replaces() != null && command.replaces() != version) {
            throw new Refused(
                    RefusalCode.CONFLICT, "Another template was defined since this one was proposed; propose it again");
        }
        if (version == 0 || !rules.equals(command.rules()) || messages != command.messages()) {
            apply(new AclTemplateDefined(
                    command.type().value(), version + 1, command.rules(), command.comment(), command.messages()));
        }
        return version;
    }

    @EventSourcingHandler
    void on(AclTemplateDefined event) {
        id = idOf(event.deviceType());
        version = event.version();
        rules = event.rules();
        messages = event.messagesAfterLoss();
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings("unused")
    AclTemplateDefinition() {}
}
