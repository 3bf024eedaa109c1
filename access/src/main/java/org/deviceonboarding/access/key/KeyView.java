package org.deviceonboarding.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.jspecify.annotations.Nullable;

/** An API key as administrators see it: all but the secret. */
record KeyView(
        UUID id,
        String name,
        String owner,
        List<String> roles,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        String status) {
    static KeyView of(ApiKey key, Instant now) {
        return new KeyView(
                key.id(),
                key.name(),
                key.owner(),
                AccessRole.wireNames(key.roles()),
                key.createdAt(),
                key.createdBy(),
                key.expiresAt(),
                key.revokedAt(),
                key.lastUsedAt(),
                key.status(now).name().toLowerCase(Locale.ROOT));
    }
}
