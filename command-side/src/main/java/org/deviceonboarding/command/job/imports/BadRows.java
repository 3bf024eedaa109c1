package org.deviceonboarding.command.job.imports;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Thrown when rows of a list cannot be registered: none of the list is taken. */
public final class BadRows extends RuntimeException {
    /** More are counted only. */
    static final int LISTED = 1_000;

    private final List<RowFault> faults;
    private final int count;

    private BadRows(List<RowFault> faults, int count) {
        super("The list has rows that break a rule; nothing of it was registered", null, false, false);
        this.faults = faults;
        this.count = count;
    }

    /**
     * One fault of one row.
     *
     * @param row counts from 1; 0 is what stands above the rows
     * @param field empty if it is the row as a whole
     */
    public record RowFault(int row, String field, String message) {}

    /** The first faults, by row. */
    public List<RowFault> faults() {
        return faults;
    }

    /** How many rows are at fault. */
    public int count() {
        return count;
    }

    /** Collects them. */
    static final class Collector {
        private static final Comparator<RowFault> BY_ROW =
                Comparator.comparingInt(RowFault::row).thenComparing(RowFault::field);

        private final PriorityQueue<RowFault> listed =
                new PriorityQueue<>(BY_ROW.reversed()); // the last one leaves first
        private final BitSet rows = new BitSet();

        void add(int row, String field, @Nullable String message) {
            rows.set(row);
            listed.add(new RowFault(row, field, String.valueOf(message)));
            if (listed.size() > LISTED) {
                listed.remove();
            }
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        BadRows toException() {
            return new BadRows(listed.stream().sorted(BY_ROW).toList(), rows.cardinality());
        }
    }
}
