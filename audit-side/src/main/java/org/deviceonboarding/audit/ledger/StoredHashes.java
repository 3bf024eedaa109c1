package org.deviceonboarding.audit.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.Subtree;
import org.deviceonboarding.ledger.SubtreeHashes;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the hashes of complete subtrees: leaves in {@code ledger_leaf}, others in {@code ledger_node}. */
@Component
class StoredHashes {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    StoredHashes(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A subtree and its hash. */
    record Node(Subtree subtree, Hash hash) {}

    /**
     * Reads all hashes that the work needs with one query.
     *
     * @param work runs twice, the first time with wrong hashes; it must ask for the same hashes both times
     * @throws Tampering if a hash is missing
     */
    <T> T read(Function<SubtreeHashes, T> work) {
        List<Subtree> wanted = new ArrayList<>();
        T _ = work.apply(subtree -> {
            wanted.add(subtree);
            return Hash.EMPTY_TREE;
        });
        Map<Subtree, Hash> found = find(wanted);
        return work.apply(subtree -> {
            Hash hash = found.get(subtree);
            if (hash == null) {
                throw new Tampering("The ledger lacks the hash " + subtree.index() + " of level " + subtree.level());
            }
            return hash;
        });
    }

    /** The stored hashes among the wanted ones. */
    Map<Subtree, Hash> find(List<Subtree> wanted) {
        Map<Subtree, Hash> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                        select wanted.level, wanted.index, coalesce(ledger_node.hash, ledger_leaf.hash) as hash
                        from unnest(:levels::int[], :indexes::bigint[]) as wanted (level, index)
                        left join ledger_node
                            on ledger_node.level = wanted.level and ledger_node.index = wanted.index
                        left join ledger_leaf on wanted.level = 0 and ledger_leaf.index = wanted.index
                        where coalesce(ledger_node.hash, ledger_leaf.hash) is not null
                        """)
                .param("levels", wanted.stream().map(Subtree::level).toArray(Integer[]::new))
                .param("indexes", wanted.stream().map(Subtree::index).toArray(Long[]::new))
                .query(row -> {
                    found.put(new Subtree(row.getInt("level"), row.getLong("index")), hash(row));
                });
        return found;
    }

    void append(List<Node> nodes) {
        batches.batchUpdate(
                "insert into ledger_node (level, index, hash) values (?, ?, ?)",
                nodes,
                Math.max(1, nodes.size()),
                StoredHashes::fill);
    }

    /** @throws Tampering if the bytes are no hash */
    static Hash hash(byte[] stored) {
        if (stored.length != Hash.LENGTH) {
            throw new Tampering("The ledger holds a hash of " + stored.length + " bytes");
        }
        return Hash.of(stored);
    }

    private static Hash hash(ResultSet row) throws SQLException {
        return hash(row.getBytes("hash"));
    }

    private static void fill(PreparedStatement insert, Node node) throws SQLException {
        insert.setInt(1, node.subtree().level());
        insert.setLong(2, node.subtree().index());
        insert.setBytes(3, node.hash().bytes());
    }
}
