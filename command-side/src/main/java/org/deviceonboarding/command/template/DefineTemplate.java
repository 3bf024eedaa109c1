package org.deviceonboarding.command.template;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.command.device.DeviceType;
import org.deviceonboarding.messages.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/** From now on these are the rules of the type. Answers the version ({@code Long}) that has them, old or new. */
record DefineTemplate(
        DeviceType type, List<TemplateRule> rules, @Nullable String comment) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    String aggregate() {
        return AclTemplateDefinition.idOf(type.value());
    }
}
