package org.deviceonboarding.command.enforcement;

import java.time.Instant;

/** An event that brokers have to act upon. */
record Change(long position, Instant at) {}
