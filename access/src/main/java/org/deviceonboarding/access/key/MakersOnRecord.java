package org.deviceonboarding.access.key;

import java.util.Set;
import org.deviceonboarding.domain.actor.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds in the table who made a key, who made that one's key, and so on. Rows stay when a key is revoked, so no link
 * is ever missing.
 */
@Component
class MakersOnRecord implements KeyMakers {
    private final JdbcClient jdbc;

    MakersOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> ownersAbove(String actor) {
        return jdbc.sql("""
                        with recursive maker (name) as (
                            select created_by from api_key where name = :actor
                            union
                            select key.created_by from api_key key join maker on key.name = maker.name
                        )
                        select coalesce(key.owner, maker.name) as owner
                        from maker left join api_key key on key.name = maker.name
                        """)
                .param("actor", actor)
                .query((row, _) -> Actor.ownerOf(row.getString("owner")))
                .set();
    }
}
