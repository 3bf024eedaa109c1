package org.deviceonboarding.log.state;

import org.deviceonboarding.logformat.UnreadableEntry;

/** A replay cannot go on, because this version cannot read an entry of the log. */
public final class UnreadableLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableLog(UnreadableEntry cause) {
        super(cause.getMessage(), cause);
    }
}
