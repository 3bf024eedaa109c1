package org.deviceonboarding.logformat;

import org.jspecify.annotations.Nullable;

/** Signals that this version cannot read an entry of the log. */
public final class UnreadableEntry extends Exception {
    private static final long serialVersionUID = 1L;

    private final long position;

    UnreadableEntry(long position, String what, @Nullable Throwable cause) {
        super("The entry at position " + position + " " + what, cause);
        this.position = position;
    }

    public long position() {
        return position;
    }
}
