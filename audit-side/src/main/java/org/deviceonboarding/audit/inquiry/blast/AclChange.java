package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.audit.inquiry.fold.RightsChange;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.jspecify.annotations.Nullable;

/**
 * A template that the suspect defined.
 *
 * @param by through whom: the suspect itself, or a key that came of it
 * @param inForce whether it still was the type's newest at the report's position
 * @param rulesAdded to the template before it
 * @param rights what its devices could reach then, and no longer
 * @param devicesActive how many devices of the type are active now
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
