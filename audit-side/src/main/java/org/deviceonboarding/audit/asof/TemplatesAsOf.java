package org.deviceonboarding.audit.asof;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.stereotype.Component;

/** Finds the templates of device types as of a position. Definitions are rare, and the log has an index over them. */
@Component
class TemplatesAsOf {
    private static final LogFilter DEFINITIONS = LogFilter.of(AclTemplateDefined.class);

    private final FilteredLog log;

    TemplatesAsOf(FilteredLog log) {
        this.log = log;
    }

    /** The templates by type; a type that used the default is missing. */
    Map<String, AclTemplate> of(Set<String> types, long until) {
        Map<String, AclTemplate> templates = new HashMap<>();
        log.newestOfEach(DEFINITIONS.until(until), "device_type", types).forEach(entry -> {
            AclTemplateDefined defined = Events.of(entry, AclTemplateDefined.class);
            templates.put(defined.deviceType(), new AclTemplate(defined.rules()));
        });
        return templates;
    }
}
