package org.deviceonboarding.domain.event;

import java.util.UUID;

/** Somebody ended a session. Those that ran out are not told of. */
@Revision("1")
public record SignedOut(UUID sessionId) implements AccessEvent {}
