package org.deviceonboarding.acl.release;

import java.util.OptionalLong;

/** Asks the log for the position of its newest event; empty if there is none. */
@FunctionalInterface
public interface LogHead {
    OptionalLong position();
}
