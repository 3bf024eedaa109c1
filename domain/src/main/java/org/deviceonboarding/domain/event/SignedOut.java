package org.deviceonboarding.domain.event;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** Somebody ended a session. Those that ran out are not told of. */
@Revision("1")
public record SignedOut(UUID sessionId) implements AccessEvent {}
