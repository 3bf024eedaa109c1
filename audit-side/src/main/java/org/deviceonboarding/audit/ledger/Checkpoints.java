package org.deviceonboarding.audit.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores all signed checkpoints, in the table {@code ledger_checkpoint}. */
@Component
class Checkpoints {
    private static final String SELECT = "select size, position, root, note, signed_at from ledger_checkpoint ";

    private final JdbcClient jdbc;

    Checkpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StoredCheckpoint> newest() {
        return jdbc.sql(SELECT + "order by size desc limit 1")
                .query(Checkpoints::checkpoint)
                .optional();
    }

    /** The checkpoints after the size, the smallest first. */
    List<StoredCheckpoint> after(long size, int limit) {
        return jdbc.sql(SELECT + "where size > :size order by size limit :limit")
                .param("size", size)
                .param("limit", limit)
                .query(Checkpoints::checkpoint)
                .list();
    }

    void add(StoredCheckpoint checkpoint) {
        jdbc.sql("""
                        insert into ledger_checkpoint (size, position, root, note, signed_at)
                        values (:size, :position, :root, :note, :signed_at)
                        """)
                .param("size", checkpoint.size())
                .param("position", checkpoint.position())
                .param("root", checkpoint.root().bytes())
                .param("note", checkpoint.note())
                .param("signed_at", checkpoint.signedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StoredCheckpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new StoredCheckpoint(
                row.getLong("size"),
                row.getLong("position"),
                StoredHashes.hash(row.getBytes("root")),
                row.getString("note"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant());
    }
}
