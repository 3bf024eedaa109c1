package org.deviceonboarding.audit.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the leaves, in the table {@code ledger_leaf}. */
@Component
class Leaves {
    private static final String SELECT = "select index, position, hash, latest from ledger_leaf ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Leaves(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<Leaf> newest() {
        return jdbc.sql(SELECT + "order by index desc limit 1")
                .query(Leaves::leaf)
                .optional();
    }

    long size() {
        return newest().map(leaf -> leaf.index() + 1).orElse(0L);
    }

    Optional<Leaf> at(long index) {
        return jdbc.sql(SELECT + "where index = :index")
                .param("index", index)
                .query(Leaves::leaf)
                .optional();
    }

    Optional<Leaf> holding(long position) {
        return jdbc.sql(SELECT + "where position = :position")
                .param("position", position)
                .query(Leaves::leaf)
                .optional();
    }

    List<Leaf> range(long from, long until) {
        return jdbc.sql(SELECT + "where index >= :from and index < :until order by index")
                .param("from", from)
                .param("until", until)
                .query(Leaves::leaf)
                .list();
    }

    void append(List<Leaf> leaves) {
        batches.batchUpdate(
                "insert into ledger_leaf (index, position, hash, latest) values (?, ?, ?, ?)",
                leaves,
                leaves.size(),
                Leaves::fill);
    }

    private static void fill(PreparedStatement insert, Leaf leaf) throws SQLException {
        insert.setLong(1, leaf.index());
        insert.setLong(2, leaf.position());
        insert.setBytes(3, leaf.hash().bytes());
        insert.setObject(4, leaf.latest().atOffset(ZoneOffset.UTC));
    }

    private static Leaf leaf(ResultSet row, int number) throws SQLException {
        return new Leaf(
                row.getLong("index"),
                row.getLong("position"),
                StoredHashes.hash(row.getBytes("hash")),
                row.getObject("latest", OffsetDateTime.class).toInstant());
    }
}
