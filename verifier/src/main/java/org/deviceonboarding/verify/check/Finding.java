package org.deviceonboarding.verify.check;

import java.util.Comparator;

/** A problem that the verification found. */
public record Finding(FindingLocation place, FindingKind fault, String what) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.<Finding>comparingLong(
                    finding -> finding.place().until())
            .thenComparingLong(finding -> finding.place().width())
            .thenComparing(Finding::fault)
            .thenComparing(Finding::what);

    static Finding at(long position, FindingKind fault, String what) {
        return new Finding(new FindingLocation.At(position), fault, what);
    }

    static Finding ofBundle(String what) {
        return new Finding(new FindingLocation.WholeBundle(), FindingKind.BUNDLE, what);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
