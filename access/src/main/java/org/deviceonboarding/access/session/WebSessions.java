package org.deviceonboarding.access.session;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.access.caller.LastUses;
import org.deviceonboarding.access.caller.Proof;
import org.deviceonboarding.access.caller.Roles;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.log.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The table {@code web_session}: of each token only the hash. Every process asks it each time, so a session is the
 * same everywhere, outlives a restart, and ends everywhere at once.
 */
@Component
class WebSessions {
    /** Of one caller. The oldest make room. */
    static final int MOST = 20;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SessionProperties properties;
    private final LastUses uses;

    WebSessions(JdbcClient jdbc, InstantSource clock, SessionProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.uses = new LastUses(jdbc, """
                update web_session set last_seen_at = :at
                where id = :id
                    and (last_seen_at < cast(:at as timestamptz) - interval '1 minute' or last_seen_at > :at)
                """);
    }

    /** The session of this token, if it is neither over nor idle for too long, and the key or issuer it began with still counts. */
    Optional<WebSession> find(String token) {
        Instant now = clock.instant();
        Optional<WebSession> session = jdbc.sql("""
                        select s.id, s.name, k.owner, s.roles, s.key_id, s.issuer, s.expires_at
                        from web_session s left join api_key k on k.id = s.key_id
                        where s.hash = :hash and s.expires_at > :now and s.expires_at <= :latest and s.last_seen_at > :idle
                            and (s.issuer = :issuer
                                or k.revoked_at is null and (k.expires_at is null or k.expires_at > :now)
                                    and s.key_id is not null)
                        """)
                .param("hash", Tokens.hash(token))
                .param("now", Timestamp.from(now))
                // One that would last longer than any may began while a clock was ahead.
                .param("latest", new Lease(properties.longest()).latest(now))
                .param("idle", Timestamp.from(now.minus(properties.idle())))
                .param("issuer", properties.issuer())
                .query(WebSessions::row)
                .optional();
        session.ifPresent(found -> uses.note(found.id(), now));
        return session;
    }

    void add(WebSession session, String token) {
        Proof signIn = session.signIn();
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        delete from web_session where id in
                            (select id from web_session where name = :name order by created_at desc offset :most)
                        """).param("name", session.name()).param("most", MOST - 1).update();
        jdbc.sql("""
                        insert into web_session
                            (id, hash, name, roles, key_id, issuer, created_at, last_seen_at, expires_at)
                        values (:id, :hash, :name, :roles, :key_id, :issuer, :now, :now, :expires_at)
                        """)
                .param("id", session.id())
                .param("hash", Tokens.hash(token))
                .param("name", session.name())
                .param("roles", Roles.column(session.roles()))
                .param("key_id", signIn instanceof Proof.Key key ? key.id() : null)
                .param("issuer", signIn instanceof Proof.Token by ? by.issuer().toString() : null)
                .param("now", now)
                .param("expires_at", Timestamp.from(session.expiresAt()))
                .update();
    }

    /** Whether there was one to end. */
    boolean end(UUID id) {
        return jdbc.sql("delete from web_session where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "${portal.access.write-interval}")
    void writeUses() {
        uses.write();
    }

    int sweep() {
        Instant now = clock.instant();
        return jdbc.sql("delete from web_session where expires_at <= :now or last_seen_at <= :idle")
                .param("now", Timestamp.from(now))
                // A process may not have written yet what it saw.
                .param("idle", Timestamp.from(now.minus(properties.idle().multipliedBy(2))))
                .update();
    }

    private static WebSession row(ResultSet row, int number) throws SQLException {
        return new WebSession(
                row.getObject("id", UUID.class),
                row.getString("name"),
                owner(row),
                Roles.read(row),
                proof(row.getObject("key_id", UUID.class), row.getString("issuer")),
                row.getTimestamp("expires_at").toInstant());
    }

    private static String owner(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null ? Actor.ownerOf(row.getString("name")) : owner;
    }

    private static Proof proof(@Nullable UUID key, @Nullable String issuer) {
        return key != null ? new Proof.Key(key) : new Proof.Token(URI.create(String.valueOf(issuer)));
    }
}
