package org.deviceonboarding.log.state;

import org.deviceonboarding.logformat.UnreadableEntry;

/** A replay cannot go on: an entry of the log is none that this version can read. */
public final class UnreadableLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableLog(UnreadableEntry cause) {
        super(cause.getMessage(), cause);
    }
}
