package org.deviceonboarding.domain.event;

import java.util.List;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a device type were defined: from here on they, and no others, are the rights of all its devices.
 *
 * @param deviceType as devices are registered with
 * @param version counts the type's templates, from 1
 * @param rules in file order; none: the devices may connect and do nothing
 * @param messagesAfterLoss what becomes of the messages of those that lose access; null, as always in revision 1: purged for
 *     those decommissioned or revoked for {@code key_compromise}, kept for others
 */
@Revision("2")
public record AclTemplateDefined(
        String deviceType,
        long version,
        List<TemplateRule> rules,
        @Nullable String comment,
        @Nullable MessagesAfterLoss messagesAfterLoss)
        implements OnboardingEvent {

    /** As revision 1 had it. */
    public AclTemplateDefined(String deviceType, long version, List<TemplateRule> rules, @Nullable String comment) {
        this(deviceType, version, rules, comment, null);
    }
}
