package org.deviceonboarding.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.audit.ledger.StoredHashes.Node;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds leaves for new entries of the log, a page at a time. */
@Component
class LedgerTail {
    private final JdbcClient jdbc;
    private final LedgerLock lock;
    private final StoredLog log;
    private final Leaves leaves;
    private final StoredHashes hashes;

    LedgerTail(JdbcClient jdbc, LedgerLock lock, StoredLog log, Leaves leaves, StoredHashes hashes) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.log = log;
        this.leaves = leaves;
        this.hashes = hashes;
    }

    /**
     * Adds the next page, unless another process does.
     *
     * @return whether there may be more
     * @throws Tampering if the log or the tree was changed
     */
    boolean advance() {
        return isBehind() && lock.take(this::takePage).orElse(false);
    }

    /** The positions of the newest leaf and the newest entry. */
    private record Ends(long hashed, long head) {}

    private boolean isBehind() {
        // In one statement: the next one may be answered by another server, after a failover.
        Ends ends = jdbc.sql("select coalesce((select max(position) from ledger_leaf), 0) as hashed, " + StoredLog.HEAD
                        + " as head")
                .query((row, _) -> new Ends(row.getLong("hashed"), row.getLong("head")))
                .single();
        if (ends.head() < ends.hashed()) {
            throw new Tampering("The log ends at position " + ends.head() + ", and position " + ends.hashed()
                    + " is in the ledger");
        }
        return ends.head() > ends.hashed();
    }

    private boolean takePage() {
        // A page lost in a crash is hashed again, and no checkpoint is durable without the pages before it.
        jdbc.sql("set local synchronous_commit = off").update();
        Leaf last = leaves.newest().orElse(null);
        List<LogEntry> page = log.page(last == null ? 0 : last.position(), Long.MAX_VALUE);
        append(page, last);
        return page.size() == StoredLog.PAGE;
    }

    private void append(List<LogEntry> page, @Nullable Leaf last) {
        long size = last == null ? 0 : last.index() + 1;
        MerkleTree tree = hashes.read(stored -> MerkleTree.at(size, stored));
        Leaf before = last;
        List<Leaf> grown = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (LogEntry entry : page) {
            Leaf leaf = Leaf.of(entry, before);
            tree = tree.append(leaf.hash(), (subtree, hash) -> {
                if (subtree.level() > 0) {
                    nodes.add(new Node(subtree, hash));
                }
            });
            grown.add(leaf);
            before = leaf;
        }
        if (!grown.isEmpty()) {
            store(grown, nodes);
        }
    }

    private void store(List<Leaf> grown, List<Node> nodes) {
        try {
            leaves.append(grown);
            hashes.append(nodes);
        } catch (DuplicateKeyException e) {
            throw new Tampering("The ledger has more than " + grown.getFirst().index() + " leaves make", e);
        }
    }
}
