package org.deviceonboarding.query.template;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * The template of a device type, as read model and as the HTTP contract shows it.
 *
 * @param version the version, 0 for the default
 * @param rules the rules in file order
 * @param messagesAfterLoss what happens to the messages of devices that lose access; null for the default: purged after a
 *     decommissioning or a compromise, kept otherwise
 * @param definedAt null for the default
 * @param position the position of the definition, null for the default
 */
public record TemplateModel(
        String type,
        long version,
        List<TemplateRule> rules,
        @Nullable MessagesAfterLoss messagesAfterLoss,
        @Nullable String comment,
        @Nullable Instant definedAt,
        @Nullable Long position) {

    static TemplateModel byDefault(String type) {
        return new TemplateModel(type, 0, AclTemplate.DEFAULT.rules(), null, null, null, null);
    }

    static TemplateModel of(Recorded<AclTemplateDefined> recorded) {
        AclTemplateDefined event = recorded.event();
        return new TemplateModel(
                event.deviceType(),
                event.version(),
                event.rules(),
                event.messagesAfterLoss(),
                event.comment(),
                recorded.at(),
                recorded.position());
    }

    public AclTemplate template() {
        return new AclTemplate(rules);
    }
}
