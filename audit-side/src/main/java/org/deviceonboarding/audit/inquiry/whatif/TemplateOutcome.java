package org.deviceonboarding.audit.inquiry.whatif;

import java.util.List;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.fleet.DeviceName;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * What a template would have changed at a position of the log.
 *
 * @param versionThen the version of the template in force there, 0 for the default
 * @param devicesAffected how many devices of the type were active, if the template gives or takes anything; null but on
 *     the first page
 * @param rights what each of them gains and loses, {@code {device_id}} being its own
 * @param devices a page of the active ones, by id
 * @param nextCursor asks for the next page; null on the last one
 * @param diff the difference of the patterns and of the page's blocks in {@code mosquitto.acl}
 */
record TemplateOutcome(
        String type,
        AclStrategy strategy,
        long position,
        long versionThen,
        @Nullable Long devicesAffected,
        List<TemplateRule> rulesAdded,
        List<TemplateRule> rulesRemoved,
        RightsChange rights,
        List<DeviceName> devices,
        @Nullable String nextCursor,
        String diff) {}
