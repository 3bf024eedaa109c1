package org.deviceonboarding.access.key;

import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks up in the table of API keys which are revoked at this moment. A key's name is the actor in the log, and no
 * other key ever has it.
 */
@Component
class RevokedKeysTable implements RevokedKeys {
    private final JdbcClient jdbc;

    RevokedKeysTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean made(Actor actor) {
        return actor.key().map(this::revoked).orElse(false);
    }

    private boolean revoked(String name) {
        return jdbc.sql("select exists (select from api_key where name = :name and revoked_at is not null)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }
}
