package org.deviceonboarding.audit.asof;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest templates of types, as they were. Definitions are rare, and the log has an index over them. */
@Component
class TemplatesThen {
    private static final String SQL = """
            select distinct on (payload::jsonb ->> 'device_type') %s
            from domain_event_entry
            where payload_type in ('AclTemplateDefined') and global_index <= :until
              and payload::jsonb ->> 'device_type' in (:types)
            order by payload::jsonb ->> 'device_type', global_index desc
            """.formatted(StoredLog.COLUMNS);

    private final JdbcClient jdbc;
    private final EntryReader events = new EntryReader();

    TemplatesThen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of those types that had one of their own. */
    Map<String, AclTemplate> of(Set<String> types, long until) {
        Map<String, AclTemplate> templates = new HashMap<>();
        if (!types.isEmpty()) {
            jdbc.sql(SQL)
                    .param("types", types)
                    .param("until", until)
                    .query(StoredLog::entry)
                    .list()
                    .forEach(entry -> {
                        AclTemplateDefined defined = defined(entry);
                        templates.put(defined.deviceType(), new AclTemplate(defined.rules()));
                    });
        }
        return templates;
    }

    private AclTemplateDefined defined(LogEntry entry) {
        try {
            return (AclTemplateDefined) events.read(entry).event();
        } catch (UnreadableEntry e) {
            throw new IllegalStateException(e);
        }
    }
}
