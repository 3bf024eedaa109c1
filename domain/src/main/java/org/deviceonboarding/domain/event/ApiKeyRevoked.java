package org.deviceonboarding.domain.event;

import java.util.UUID;

/** An API key was revoked. It opens nothing any more, nor does a session that began with it. */
@Revision("1")
public record ApiKeyRevoked(UUID keyId, String name) implements AccessEvent {}
