package org.deviceonboarding.domain.event;

import java.util.UUID;

/** A session was ended by its user. Those that ran out are not told of. */
@Revision("1")
public record SignedOut(UUID sessionId) implements AccessEvent {}
