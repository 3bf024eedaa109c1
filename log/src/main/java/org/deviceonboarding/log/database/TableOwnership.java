package org.deviceonboarding.log.database;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * Tells whether the database's user may make and change the portal's tables: it owns the log's table, or may make it where there is
 * none. In an installation with several roles only one does, and the others run with fewer rights.
 */
public final class TableOwnership {
    private static final String HELD = """
            select coalesce(has_schema_privilege(current_schema(), 'create'), false)
                and coalesce((select pg_has_role(relowner, 'usage') from pg_class
                              where oid = to_regclass('domain_event_entry')), true)
            """;

    private TableOwnership() {}

    public static boolean isHeldBy(JdbcOperations user) {
        return Boolean.TRUE.equals(user.queryForObject(HELD, Boolean.class));
    }
}
