package org.deviceonboarding.command.job.imports;

/** Thrown when a list cannot be read beyond some row. */
final class UnreadableList extends RuntimeException {
    private final boolean above;

    UnreadableList(String message) {
        this(message, false);
    }

    private UnreadableList(String message, boolean above) {
        super(message, null, false, false);
        this.above = above;
    }

    /** @param message of a list of which no more can be said */
    static UnreadableList whole(String message) {
        return new UnreadableList(message, true);
    }

    static UnreadableList header(String message) {
        return new UnreadableList("The header " + message, true);
    }

    /** Whether it is what stands above the rows. */
    boolean isAbove() {
        return above;
    }
}
