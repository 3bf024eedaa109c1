package org.deviceonboarding.verify.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Keeps the first ones by their place, and counts the rest: a log that was moved by one has as many as entries. */
final class FindingCollector {
    private static final int KEPT = 1_000;

    private final TreeSet<Finding> first = new TreeSet<>();
    private long dropped;

    void add(Finding finding) {
        if (first.add(finding) && first.size() > KEPT) {
            first.pollLast();
            dropped++;
        }
    }

    void addAll(Collection<Finding> findings) {
        findings.forEach(this::add);
    }

    List<Finding> first() {
        return List.copyOf(first);
    }

    long dropped() {
        return dropped;
    }
}
