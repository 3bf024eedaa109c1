package org.deviceonboarding.access.idempotency;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code idempotency_key}: claims, and the sealed answers to requests that were granted. A turn that gave no
 * sign of life for {@link #LEASE} is given to the next who asks; should it come back, it finds its attempt replaced
 * and takes its transaction back, so that only one is ever granted.
 */
@Profile("command")
@Component
class IdempotencyTable {
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Lease TURN = new Lease(LEASE);

    private static final int SWEPT_AT_ONCE = 1_000;
    private static final int REMEMBERED = 1_000;
    static final Map<String, String> RETRY_SOON = Map.of("retry_after", "1");

    private static final String TAKEN_OVER = "Another request with this key took over";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Duration retention;
    private final Map<String, UUID> over = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UUID> eldest) {
            return size() > REMEMBERED;
        }
    });

    IdempotencyTable(JdbcClient jdbc, InstantSource clock, IdempotencyProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.retention = properties.retention();
    }

    /** Takes the turn, if there is one to take. */
    ClaimState take(IdempotencyClaim claim) {
        Instant now = clock.instant();
        boolean ours = jdbc.sql("""
                        insert into idempotency_key as k (id, request, attempt, claimed_until, expires_at)
                        values (:id, :request, :attempt, :until, :expires)
                        on conflict (id) do update
                            set request = excluded.request, attempt = excluded.attempt, answer = null,
                                claimed_until = excluded.claimed_until, expires_at = excluded.expires_at
                            where k.expires_at <= :now
                               or (k.answer is null and k.request = excluded.request
                                   and (k.claimed_until <= :now or k.claimed_until > :latest
                                        or k.attempt = cast(:over as uuid)))
                        """)
                        .param("id", claim.id())
                        .param("request", claim.request())
                        .param("attempt", claim.attempt())
                        .param("until", TURN.end(now))
                        .param("latest", TURN.latest(now))
                        .param("expires", Timestamp.from(now.plus(retention)))
                        .param("now", Timestamp.from(now))
                        .param("over", over.get(claim.id()))
                        .update()
                > 0;
        return ours ? new ClaimState.Ours() : found(claim).orElseGet(ClaimState.InFlight::new);
    }

    private Optional<ClaimState> found(IdempotencyClaim claim) {
        return jdbc.sql("select request, answer from idempotency_key where id = :id")
                .param("id", claim.id())
                .query((row, _) -> standing(row.getString("request").equals(claim.request()), row.getBytes("answer")))
                .optional();
    }

    private static ClaimState standing(boolean same, byte @Nullable [] sealed) {
        if (!same) {
            return new ClaimState.Reused();
        }
        return sealed == null ? new ClaimState.InFlight() : new ClaimState.Answered(sealed);
    }

    /**
     * Keeps the answer, in the transaction of what it speaks of.
     *
     * @throws Refused if the turn is no longer ours
     */
    void keep(IdempotencyClaim claim, byte[] sealed) {
        int kept = jdbc.sql("""
                        update idempotency_key set answer = :answer
                        where id = :id and attempt = :attempt and answer is null
                        """)
                .param("answer", sealed)
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
        if (kept == 0) {
            throw new Refused(RefusalCode.CONFLICT, TAKEN_OVER, RETRY_SOON);
        }
        claim.kept().set(true);
    }

    /** Gives the turn back: nothing was granted. */
    void release(IdempotencyClaim claim) {
        jdbc.sql("delete from idempotency_key where id = :id and attempt = :attempt and answer is null")
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    /**
     * A turn of this process is over, and the database could not be told. Whoever asks again need not wait for the lease: if the
     * turn's transaction is still to end, its lock on the row makes them wait, and what they find then is the truth.
     */
    void lost(IdempotencyClaim claim) {
        over.put(claim.id(), claim.attempt());
    }

    /** Forgets what nobody can ask for any more. */
    void sweep() {
        int swept;
        do {
            swept = jdbc.sql("""
                            delete from idempotency_key where id in
                                (select id from idempotency_key where expires_at <= :now limit :most)
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("most", SWEPT_AT_ONCE)
                    .update();
        } while (swept == SWEPT_AT_ONCE);
    }
}
