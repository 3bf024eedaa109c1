package org.deviceonboarding.domain.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A session began in a browser. The metadata say who, and how that was proved.
 *
 * @param sessionId what the metadata of changes made in the session name; it opens nothing
 * @param roles in lower case and in alphabetical order
 * @param expiresAt when it ends at the latest
 */
@Revision("1")
public record SignedIn(UUID sessionId, List<String> roles, Instant expiresAt) implements AccessEvent {}
