package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.jspecify.annotations.Nullable;

/**
 * An API key that a suspect made, and so may have.
 *
 * @param owner the owner that its maker named; null where the log does not say
 * @param by the suspect, or another such key
 * @param position the position of its creation; everything done with the key came later
 * @param revoked whether the key is revoked
 */
public record SuspectKey(
        UUID keyId,
        String name,
        @Nullable String owner,
        List<String> roles,
        String by,
        long position,
        Instant at,
        boolean revoked) {
    static SuspectKey of(ApiKeyCreated created, AttributedEvent<?> event, String by) {
        return new SuspectKey(
                created.keyId(),
                created.name(),
                created.owner(),
                created.roles(),
                by,
                event.position(),
                event.at(),
                false);
    }

    SuspectKey over() {
        return new SuspectKey(keyId, name, owner, roles, by, position, at, true);
    }
}
