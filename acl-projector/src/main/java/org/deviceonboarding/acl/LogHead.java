package org.deviceonboarding.acl;

import java.util.OptionalLong;

/** Asks the log for the position of its newest event; empty when there is none. */
@FunctionalInterface
interface LogHead {
    OptionalLong position();
}
