package org.deviceonboarding.audit.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * The leaf of the tree for one entry of the log.
 *
 * @param index the rank of the entry in the log, from 0
 * @param latest the latest time of this entry and all entries before, in microseconds
 */
record Leaf(long index, long position, Hash hash, Instant latest) {
    /** @param before the previous leaf, null for the first */
    static Leaf of(LogEntry entry, @Nullable Leaf before) {
        Instant time = Instant.parse(entry.time()).truncatedTo(ChronoUnit.MICROS);
        return before == null
                ? new Leaf(0, entry.position(), entry.leaf(), time)
                : new Leaf(
                        before.index + 1,
                        entry.position(),
                        entry.leaf(),
                        time.isAfter(before.latest) ? time : before.latest);
    }
}
