package org.deviceonboarding.command.enforcement;

import java.time.Instant;

/** An event that brokers have to act upon. */
record AwaitedEvent(long position, Instant at) {}
