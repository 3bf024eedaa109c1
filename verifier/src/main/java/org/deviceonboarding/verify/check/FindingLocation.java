package org.deviceonboarding.verify.check;

/** The location of a finding in the log, as exactly as it is known. */
public sealed interface FindingLocation {
    /** The bundle itself, not the log. */
    record WholeBundle() implements FindingLocation {
        @Override
        public String toString() {
            return "bundle";
        }
    }

    /** The entry at the position. */
    record At(long position) implements FindingLocation {
        @Override
        public String toString() {
            return "position " + position;
        }
    }

    /** After the last entry. */
    record After(long position) implements FindingLocation {
        @Override
        public String toString() {
            return "after position " + position;
        }
    }

    /** An entry after the first position, up to and including the second. */
    record Between(long after, long until) implements FindingLocation {
        @Override
        public String toString() {
            return "between positions " + after + " and " + until;
        }
    }

    /** The last possible position. It orders findings, so an exact location comes before a section around it. */
    default long until() {
        return switch (this) {
            case WholeBundle() -> -1;
            case At(long position) -> position;
            case After(long position) -> position;
            case Between(long _, long until) -> until;
        };
    }

    /** The width of the location in positions; an exact one has 0. */
    default long width() {
        return switch (this) {
            case WholeBundle() -> 0;
            case At(long _) -> 0;
            case After(long _) -> 1;
            case Between(long after, long until) -> until - after + 1;
        };
    }
}
