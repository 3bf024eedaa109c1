package org.deviceonboarding.access.key;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds a new API key within a transaction that the caller has opened. */
@Component
class KeyMaking {
    /** Lets scanners for leaked secrets find our keys. */
    private static final String PREFIX = "onb_";

    private final ApiKeys keys;
    private final Tokens tokens;
    private final InstantSource clock;

    KeyMaking(ApiKeys keys, Tokens tokens, InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    String freshKey() {
        return PREFIX + tokens.fresh();
    }

    /**
     * Until the end of the transaction nobody else makes or ends one.
     *
     * @throws Refused {@code duplicate_name} if there ever was a key of this name
     */
    ApiKey add(
            KeyName name,
            Owner owner,
            Set<AccessRole> roles,
            @Nullable Instant expiresAt,
            String createdBy,
            String key) {
        keys.lock();
        if (keys.taken(name)) {
            throw new Refused(
                    RefusalCode.DUPLICATE_NAME,
                    "There is or was a key of this name; in the log it stands for that one");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiKey made =
                new ApiKey(tokens.id(), name.value(), owner.value(), roles, now, createdBy, expiresAt, null, null);
        keys.add(made, Tokens.hash(key));
        return made;
    }

    static ApiKeyCreated event(ApiKey key) {
        return new ApiKeyCreated(key.id(), key.name(), key.owner(), AccessRole.wireNames(key.roles()), key.expiresAt());
    }
}
