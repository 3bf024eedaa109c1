package org.deviceonboarding.command.template;

import java.util.List;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * The command to define the rules of a device type. Answers the version ({@code Long}) that has them, old or new.
 *
 * @param messages what becomes of those of devices that lose access; null for the default
 * @param replaces the version that was in force when it was proposed: refused if another is by now; null: whichever is
 */
record DefineTemplate(
        DeviceType type,
        List<TemplateRule> rules,
        @Nullable String comment,
        @Nullable MessagesAfterLoss messages,
        @Nullable Long replaces)
        implements Command {
    @Override
    public String aggregate() {
        return AclTemplateDefinition.idOf(type.value());
    }
}
