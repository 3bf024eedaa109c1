package org.deviceonboarding.log.projection;

import java.util.Optional;

/** A read model, and how far along the log it is. */
public interface Projection {
    /** The name of its processing group. */
    String group();

    /** The log position up to which the read model has seen whatever concerns it. */
    long position();

    /** What is wrong with it, its lag aside. */
    default Optional<Trouble> trouble() {
        return Optional.empty();
    }
}
