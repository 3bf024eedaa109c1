package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * A template that the suspect defined.
 *
 * @param by the suspect, or a key that the suspect made
 * @param inForce whether the template was still the type's newest at the report's position
 * @param rulesAdded the rules that the template before did not have
 * @param rights the topics that the devices of the type gained and lost
 * @param devicesActive the number of active devices of the type now
 */
record AclChange(
        long position,
        Instant at,
        String type,
        long version,
        String by,
        @Nullable String comment,
        boolean inForce,
        List<TemplateRule> rulesAdded,
        List<TemplateRule> rulesRemoved,
        RightsChange rights,
        long devicesActive) {}
