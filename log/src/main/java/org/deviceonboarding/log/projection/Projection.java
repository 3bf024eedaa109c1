package org.deviceonboarding.log.projection;

import java.util.Optional;

/** A read model, and how far along the log it is. */
public interface Projection {
    /** The name of its processing group. */
    String group();

    /** The log position up to which the read model has seen whatever concerns it. */
    long position();

    /** Returns what is wrong with the projection, apart from its lag. */
    default Optional<Trouble> trouble() {
        return Optional.empty();
    }
}
