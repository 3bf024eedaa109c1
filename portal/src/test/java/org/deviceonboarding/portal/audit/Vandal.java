package org.deviceonboarding.portal.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who may write to the database, knows how the ledger works, and puts all back afterwards. */
record Vandal(JdbcClient jdbc, StoredLog log, Path lastSeen) {
    private static final List<String> TABLES =
            List.of("domain_event_entry", "ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_state");

    /** How far somebody goes. */
    enum Thoroughness {
        THE_LOG_ALONE,
        THE_TREE_TOO,
        AND_HAS_IT_SIGNED_ANEW
    }

    void remember() {
        jdbc.sql("create schema honest").update();
        TABLES.forEach(table ->
                jdbc.sql("create table honest." + table + " as table " + table).update());
    }

    void putBack() throws IOException {
        Files.deleteIfExists(lastSeen);
        jdbc.sql("truncate " + String.join(", ", TABLES)).update();
        TABLES.forEach(
                table -> jdbc.sql("insert into " + table + " overriding system value select * from honest." + table)
                        .update());
    }

    /** Makes the ledger fit the log again, as far as that goes. */
    void coverUp(Thoroughness thoroughness, long firstChanged) throws IOException {
        if (thoroughness == Thoroughness.THE_LOG_ALONE) {
            return;
        }
        growAgain();
        if (thoroughness == Thoroughness.AND_HAS_IT_SIGNED_ANEW) {
            Files.deleteIfExists(lastSeen);
            jdbc.sql("delete from ledger_checkpoint where position >= :first")
                    .param("first", firstChanged)
                    .update();
            jdbc.sql("update ledger_state set wanted = 0").update();
        }
    }

    private void growAgain() {
        jdbc.sql("truncate ledger_leaf, ledger_node").update();
        MerkleTree tree = MerkleTree.EMPTY;
        for (LogEntry entry : log.page(0, Long.MAX_VALUE)) {
            jdbc.sql("insert into ledger_leaf values (:index, :position, :hash, cast(:time as timestamptz))")
                    .param("index", tree.size())
                    .param("position", entry.position())
                    .param("hash", entry.leaf().bytes())
                    .param("time", entry.time())
                    .update();
            tree = tree.append(entry.leaf(), (subtree, hash) -> {
                if (subtree.level() > 0) {
                    jdbc.sql("insert into ledger_node values (:level, :index, :hash)")
                            .param("level", subtree.level())
                            .param("index", subtree.index())
                            .param("hash", hash.bytes())
                            .update();
                }
            });
        }
    }

    void change(long position, String column, String from, String to) {
        int changed = jdbc.sql("update domain_event_entry set " + column + " = replace(" + column + ", :from, :to)"
                        + " where global_index = :position and " + column + " like '%' || :from || '%'")
                .param("position", position)
                .param("from", from)
                .param("to", to)
                .update();
        if (changed != 1) {
            throw new IllegalStateException("Nothing was changed at " + position);
        }
    }

    void delete(long position) {
        jdbc.sql("delete from domain_event_entry where global_index = :position")
                .param("position", position)
                .update();
    }

    void insert(long position) {
        jdbc.sql("""
                        insert into domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number,
                                                        time_stamp, payload_type, payload_revision, payload, meta_data)
                        overriding system value
                        select :position, id, id, 0, '2026-01-01T00:00:00.000Z', 'CommandRefused', '1',
                               '{"command":"revoke","code":"not_found"}', '{"actor":"mallory"}'
                        from (select gen_random_uuid()::text as id) forged
                        """).param("position", position).update();
    }

    void swap(long one, long other) {
        jdbc.sql("create temporary table swapped as select * from domain_event_entry where global_index in (:both)")
                .param("both", List.of(one, other))
                .update();
        jdbc.sql("delete from domain_event_entry where global_index in (:both)")
                .param("both", List.of(one, other))
                .update();
        jdbc.sql("update swapped set global_index = :sum - global_index")
                .param("sum", one + other)
                .update();
        jdbc.sql("insert into domain_event_entry overriding system value select * from swapped")
                .update();
        jdbc.sql("drop table swapped").update();
    }
}
