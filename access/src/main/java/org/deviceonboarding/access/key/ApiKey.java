package org.deviceonboarding.access.key;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret.
 *
 * @param owner the human or program that holds it
 * @param createdBy the actor who made it
 * @param lastUsedAt to the minute or so
 */
record ApiKey(
        UUID id,
        String name,
        String owner,
        Set<AccessRole> roles,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {
    enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    Status status(Instant now) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt == null || expiresAt.isAfter(now) ? Status.ACTIVE : Status.EXPIRED;
    }
}
