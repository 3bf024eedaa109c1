package org.deviceonboarding.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens during a load on a cluster, and keeps what must not happen. Thread-safe. */
final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, Gap> gaps = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** The longest time between two successes. */
    private static final class Gap {
        private long last = System.nanoTime();
        private long longest;

        synchronized double next(long now) {
            longest = Math.max(longest, now - last);
            last = Math.max(last, now);
            return longest / 1e9;
        }
    }

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    long counted(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** A role is observed from now on. */
    void observe(Collection<String> roles) {
        roles.forEach(role -> gaps.put(role, new Gap()));
    }

    /** A role did what it is there for. */
    void success(String role) {
        gap(role).next(System.nanoTime());
        count(role);
    }

    /** The longest time without a success of each role, in seconds; until now, if the last success is longest ago. */
    Map<String, Double> gaps() {
        Map<String, Double> longest = new TreeMap<>();
        long now = System.nanoTime();
        gaps.forEach((role, gap) -> longest.put(role, gap.next(now)));
        return longest;
    }

    /** An error that a client survives by trying again. */
    void error(String role, String kind) {
        errors.computeIfAbsent(role + " " + kind, _ -> new LongAdder()).increment();
    }

    Map<String, Long> errors() {
        Map<String, Long> sums = new TreeMap<>();
        errors.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }

    /** Something that must not happen, whatever was killed. */
    void violation(String what) {
        violations.add(what);
        System.err.println("  VIOLATION: " + what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    private Gap gap(String role) {
        return gaps.computeIfAbsent(role, _ -> new Gap());
    }
}
