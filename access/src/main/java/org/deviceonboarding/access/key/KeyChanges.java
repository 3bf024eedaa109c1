package org.deviceonboarding.access.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.deviceonboarding.access.caller.AccessLog;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.revokedkey.KeyRevocations;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Makes and revokes API keys for administrators: the row and its event, or neither. */
@Component
@Profile("command")
class KeyChanges {
    private final ApiKeys keys;
    private final KeyMaking making;
    private final AccessLog events;
    private final KeyRevocations revocations;
    private final FilteredLog log;
    private final InstantSource clock;

    KeyChanges(
            ApiKeys keys,
            KeyMaking making,
            AccessLog events,
            KeyRevocations revocations,
            FilteredLog log,
            InstantSource clock) {
        this.keys = keys;
        this.making = making;
        this.events = events;
        this.revocations = revocations;
        this.log = log;
        this.clock = clock;
    }

    /** @param secret the key itself */
    record Made(ApiKey key, String secret, long position) {
        @Override
        public String toString() {
            return "Made " + key;
        }
    }

    Made create(KeyRequest.NewKey wish, Actor actor) {
        String secret = making.freshKey();
        AtomicReference<ApiKey> made = new AtomicReference<>();
        long position = events.append(actor, () -> {
                    ApiKey key =
                            making.add(wish.name(), wish.owner(), wish.roles(), wish.expiresAt(), actor.name(), secret);
                    made.set(key);
                    return Optional.of(KeyMaking.event(key));
                })
                .orElseThrow();
        return new Made(made.get(), secret, position);
    }

    /**
     * @return the position of the key's revocation, this one or an earlier one
     * @throws Refused {@code not_found}, or {@code conflict} if administrators could call no more, or only for a time
     */
    long revoke(UUID id, Actor actor) {
        long position = events.append(actor, () -> {
                    keys.lock();
                    ApiKey key = keys.find(id)
                            .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is no such API key"));
                    Instant now = clock.instant();
                    if (key.status(now) == ApiKey.Status.REVOKED) {
                        return Optional.empty();
                    }
                    if (key.status(now) == ApiKey.Status.ACTIVE
                            && key.roles().contains(AccessRole.ADMIN)
                            && !keys.anotherLastingAdmin(id)) {
                        throw new Refused(
                                RefusalCode.CONFLICT,
                                "No other key of an admin lasts; make one first that does not end");
                    }
                    keys.revoke(id, now);
                    return Optional.of(new ApiKeyRevoked(key.id(), key.name()));
                })
                .orElseGet(() -> earlier(id));
        revocations.look();
        return position;
    }

    // Keys withdrawn before there were such events have none.
    private long earlier(UUID id) {
        return log.newest(LogFilter.of(ApiKeyRevoked.class).member("key_id", id.toString()))
                .map(LogEntry::position)
                .orElse(0L);
    }
}
