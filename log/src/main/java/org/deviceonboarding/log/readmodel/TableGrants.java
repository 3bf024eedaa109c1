package org.deviceonboarding.log.readmodel;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rights that others have to tables, for those that take their place. */
public record TableGrants(List<String> statements) {
    /** @param tables some of which may be missing */
    public static TableGrants of(Collection<String> tables, JdbcTemplate jdbc) {
        return new TableGrants(tables.stream()
                .flatMap(table -> jdbc.queryForList("""
                                select 'grant ' || privilege_type || ' on ' || ?::text || ' to '
                                    || case grantee when 0 then 'public' else grantee::regrole::text end
                                from pg_class, aclexplode(relacl) where oid = to_regclass(?::text) and grantee <> relowner
                                """, String.class, table, table).stream())
                .toList());
    }

    public void give(JdbcTemplate jdbc) {
        statements.forEach(jdbc::execute);
    }
}
