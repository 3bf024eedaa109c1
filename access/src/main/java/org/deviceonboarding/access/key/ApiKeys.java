package org.deviceonboarding.access.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.access.caller.Roles;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.access.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code api_key}: of each key only the hash. Its rows stay, since names are never given twice. */
@Component
class ApiKeys {
    private static final String COLUMNS =
            "id, name, coalesce(owner, name) as owner, roles, created_at, created_by, expires_at, revoked_at, last_used_at";

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ApiKey> find(String key) {
        return jdbc.sql("select " + COLUMNS + " from api_key where hash = :hash")
                .param("hash", Tokens.hash(key))
                .query(ApiKeys::row)
                .optional();
    }

    Optional<ApiKey> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from api_key where id = :id")
                .param("id", id)
                .query(ApiKeys::row)
                .optional();
    }

    /** One more than asked for, if there are more. */
    List<ApiKey> list(PageRequest page) {
        return jdbc.sql("select " + COLUMNS + """
                         from api_key where :after::text is null or name > :after::text collate "C"
                        order by name collate "C" limit :limit
                        """)
                .param("after", page.after())
                .param("limit", page.limit() + 1)
                .query(ApiKeys::row)
                .list();
    }

    /** Until the end of the transaction nobody else makes or ends keys. */
    void lock() {
        jdbc.sql("lock table api_key in share row exclusive mode").update();
    }

    boolean none() {
        return jdbc.sql("select not exists (select from api_key)")
                .query(Boolean.class)
                .single();
    }

    /** Whether there ever was a key of this name, in whatever case. */
    boolean taken(KeyName name) {
        return jdbc.sql("select exists (select from api_key where lower(name) = lower(:name))")
                .param("name", name.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether an admin has a key besides this one that never ends. */
    boolean anotherLastingAdmin(UUID id) {
        return jdbc.sql("""
                        select exists (select from api_key where id <> :id and 'ADMIN' = any (roles)
                            and revoked_at is null and expires_at is null)
                        """).param("id", id).query(Boolean.class).single();
    }

    void add(ApiKey key, String hash) {
        jdbc.sql("""
                        insert into api_key (id, name, owner, hash, roles, created_at, created_by, expires_at)
                        values (:id, :name, :owner, :hash, :roles, :created_at, :created_by, :expires_at)
                        """)
                .param("id", key.id())
                .param("name", key.name())
                .param("owner", key.owner())
                .param("hash", hash)
                .param("roles", Roles.column(key.roles()))
                .param("created_at", Timestamp.from(key.createdAt()))
                .param("created_by", key.createdBy())
                .param("expires_at", key.expiresAt() == null ? null : Timestamp.from(key.expiresAt()))
                .update();
    }

    void revoke(UUID id, Instant now) {
        jdbc.sql("update api_key set revoked_at = :now where id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static ApiKey row(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("owner"),
                Roles.read(row),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                time(row, "expires_at"),
                time(row, "revoked_at"),
                time(row, "last_used_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
