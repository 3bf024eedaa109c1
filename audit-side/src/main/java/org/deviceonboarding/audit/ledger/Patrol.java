package org.deviceonboarding.audit.ledger;

import java.time.DateTimeException;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the whole log again and again, a section at a time. So old changes are noticed too, in the log, the tree and the
 * checkpoints.
 */
@Component
class Patrol {
    private final StoredLog log;
    private final Leaves leaves;
    private final Checkpoints checkpoints;
    private final SelfCheck check;
    private long next;

    Patrol(StoredLog log, Leaves leaves, Checkpoints checkpoints, SelfCheck check) {
        this.log = log;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.check = check;
    }

    /** @throws Tampering if the section was changed; the message names the first change */
    void step(@Nullable VerifierKey verifier) {
        long size = leaves.size();
        if (next >= size) {
            next = 0;
        }
        List<Leaf> stretch = leaves.range(next, Math.min(size, next + StoredLog.PAGE));
        if (!stretch.isEmpty()) {
            Leaf before = leaves.at(next - 1).orElse(null);
            compare(stretch, before);
            MerkleTree start = check.tree(next);
            long end = check.regrow(start, stretch).size();
            if (verifier != null) {
                checkpoints.after(next, stretch.size()).stream()
                        .takeWhile(checkpoint -> checkpoint.size() <= end)
                        .forEach(checkpoint -> check.checkpoint(checkpoint, verifier));
            }
            next = end;
        }
    }

    private void compare(List<Leaf> stretch, @Nullable Leaf last) {
        Leaf before = last;
        List<LogEntry> entries = log.page(
                before == null ? 0 : before.position(), stretch.getLast().position());
        for (int i = 0; i < stretch.size(); i++) {
            Leaf leaf = stretch.get(i);
            if (i >= entries.size() || entries.get(i).position() > leaf.position()) {
                throw new Tampering("The log lacks the entry at position " + leaf.position());
            }
            LogEntry entry = entries.get(i);
            if (entry.position() < leaf.position()) {
                throw new Tampering("The log has an entry at position " + entry.position() + ", the ledger has none");
            }
            if (!isSame(leaf, entry, before)) {
                throw new Tampering("The entry at position " + leaf.position() + " is not the one in the ledger");
            }
            before = leaf;
        }
    }

    private static boolean isSame(Leaf leaf, LogEntry entry, @Nullable Leaf before) {
        try {
            Leaf again = Leaf.of(entry, before);
            return again.hash().equals(leaf.hash()) && again.latest().equals(leaf.latest());
        } catch (DateTimeException e) {
            return false; // A time that is none any more.
        }
    }
}
