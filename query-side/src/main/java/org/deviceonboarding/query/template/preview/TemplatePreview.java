package org.deviceonboarding.query.template.preview;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a template would make.
 *
 * @param versionNow the version of the template in force, 0 for the default
 * @param devicesAffected the number of active devices of the type
 * @param rulesAdded the rules that are not in force now
 * @param rulesRemoved the rules that would end
 * @param messagesNow what happens to the messages of devices that lose access; null for the default
 * @param messagesThen the same with the template
 * @param devices a page of the active ones, by id
 * @param nextCursor asks for the next page; null on the last one
 * @param diff the difference of the page's blocks in {@code mosquitto.acl}
 */
@Schema(name = "Preview")
record TemplatePreview(
        String type,
        long versionNow,
        long devicesAffected,
        List<TemplateRule> rulesAdded,
        List<TemplateRule> rulesRemoved,
        @Nullable MessagesAfterLoss messagesNow,
        @Nullable MessagesAfterLoss messagesThen,
        List<DeviceName> devices,
        @Nullable String nextCursor,
        String diff) {}
