package org.deviceonboarding.command.enforcement;

import java.time.Instant;

/** An event that brokers have to enforce. */
record AwaitedEvent(long position, Instant at) {}
