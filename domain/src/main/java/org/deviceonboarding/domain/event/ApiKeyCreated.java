package org.deviceonboarding.domain.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key was made. Neither the key nor its hash is told.
 *
 * @param name the actor of what is done with it; never another key's
 * @param owner the human or program that holds it; null in revision 1, whose keys are their own owners
 * @param roles in lower case and in alphabetical order
 * @param expiresAt null if it does not
 */
@Revision("2")
public record ApiKeyCreated(
        UUID keyId,
        String name,
        @Nullable String owner,
        List<String> roles,
        @Nullable Instant expiresAt) implements AccessEvent {

    /** As revision 1 had it. */
    public ApiKeyCreated(UUID keyId, String name, List<String> roles, @Nullable Instant expiresAt) {
        this(keyId, name, null, roles, expiresAt);
    }
}
