package org.deviceonboarding.messages.event;

import java.util.List;
import org.axonframework.serialization.Revision;
import org.deviceonboarding.messages.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * From here on these rules, and no others, are the rights of all devices of a type.
 *
 * @param deviceType as devices are registered with
 * @param version counts the type's templates, from 1
 * @param rules in file order; none: the devices may connect and do nothing
 */
@Revision("1")
public record AclTemplateDefined(
        String deviceType,
        long version,
        List<TemplateRule> rules,
        @Nullable String comment) implements OnboardingEvent {}
