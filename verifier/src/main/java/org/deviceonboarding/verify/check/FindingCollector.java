package org.deviceonboarding.verify.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Keeps the first 1,000 findings in log order and counts the others. A shifted log has a finding for every entry. */
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
