package org.deviceonboarding.verify.check;

/** Where in the log something is wrong, as exactly as can be told. */
public sealed interface FindingLocation {
    /** The bundle itself, before anything of the log was looked at. */
    record WholeBundle() implements FindingLocation {
        @Override
        public String toString() {
            return "bundle";
        }
    }

    /** This entry. */
    record At(long position) implements FindingLocation {
        @Override
        public String toString() {
            return "position " + position;
        }
    }

    /** Behind the last entry there is. */
    record After(long position) implements FindingLocation {
        @Override
        public String toString() {
            return "after position " + position;
        }
    }

    /** Some entry behind the one and not behind the other. */
    record Between(long after, long until) implements FindingLocation {
        @Override
        public String toString() {
            return "between positions " + after + " and " + until;
        }
    }

    /** The last position that may be meant: by it findings are ordered, so that an exact one comes before a stretch around it. */
    default long until() {
        return switch (this) {
            case WholeBundle() -> -1;
            case At(long position) -> position;
            case After(long position) -> position;
            case Between(long _, long until) -> until;
        };
    }

    /** How wide the stretch is. */
    default long width() {
        return switch (this) {
            case WholeBundle() -> 0;
            case At(long _) -> 0;
            case After(long _) -> 1;
            case Between(long after, long until) -> until - after + 1;
        };
    }
}
