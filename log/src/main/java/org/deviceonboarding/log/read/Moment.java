package org.deviceonboarding.log.read;

import java.time.Instant;

/** A moment that a request names. It stands for a prefix of the log. */
public sealed interface Moment {
    Moment NOW = new Head();

    /** The whole log. */
    record Head() implements Moment {}

    /** All entries before the first one that was recorded later (docs/adr/0002). */
    record At(Instant time) implements Moment {}

    /** All entries up to and including this position. */
    record Position(long position) implements Moment {}
}
