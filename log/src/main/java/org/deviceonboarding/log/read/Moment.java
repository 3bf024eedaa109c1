package org.deviceonboarding.log.read;

import java.time.Instant;

/** When: which prefix of the log somebody asks about. */
public sealed interface Moment {
    Moment NOW = new Head();

    /** All that is there. */
    record Head() implements Moment {}

    /** All before the first entry recorded later (docs/adr/0002). */
    record At(Instant time) implements Moment {}

    /** All up to and with that entry. */
    record Position(long position) implements Moment {}
}
