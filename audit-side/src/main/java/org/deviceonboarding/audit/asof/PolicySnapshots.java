package org.deviceonboarding.audit.asof;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores snapshots of policies in the table {@code fold_snapshot}. The table may be emptied: snapshots only save time. */
@Component
class PolicySnapshots {
    private static final Logger log = LoggerFactory.getLogger(PolicySnapshots.class);

    private final JdbcClient jdbc;

    PolicySnapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The position and size of a snapshot, without its state.
     *
     * @param devices the number of devices in the state
     */
    record Milestone(long position, long devices) {
        static final Milestone START = new Milestone(0, 0);
    }

    /** The newest snapshot. */
    Milestone newest(AclStrategy strategy) {
        return jdbc.sql("select position, devices from fold_snapshot where fold = :fold and format = :format"
                        + " order by position desc limit 1")
                .param("fold", fold(strategy))
                .param("format", PolicyJson.FORMAT)
                .query((row, _) -> new Milestone(row.getLong("position"), row.getLong("devices")))
                .optional()
                .orElse(Milestone.START);
    }

    /** The last readable snapshot up to the position, or else the empty state before the first event. */
    PolicyState nearest(AclStrategy strategy, long position) {
        Optional<Row> row = jdbc.sql("""
                        select position, state from fold_snapshot
                        where fold = :fold and format = :format and position <= :position
                        order by position desc limit 1
                        """)
                .param("fold", fold(strategy))
                .param("format", PolicyJson.FORMAT)
                .param("position", position)
                .query(Row::of)
                .optional();
        if (row.isEmpty()) {
            return PolicyState.empty(strategy);
        }
        long found = row.get().position;
        try {
            return new PolicyState(PolicyJson.read(row.get().state), found);
        } catch (IOException e) {
            log.warn("The snapshot of position {} cannot be read, and is passed over: {}", found, e.toString());
            return nearest(strategy, found - 1);
        }
    }

    /** Stores the snapshot, and deletes those of older formats. */
    void save(PolicyState state) {
        String fold = fold(state.policy().strategy());
        jdbc.sql("delete from fold_snapshot where fold = :fold and format < :format")
                .param("fold", fold)
                .param("format", PolicyJson.FORMAT)
                .update();
        jdbc.sql("""
                        insert into fold_snapshot (fold, format, position, devices, state)
                        values (:fold, :format, :position, :devices, :state)
                        on conflict (fold, format, position) do update
                        set devices = excluded.devices, state = excluded.state
                        """)
                .param("fold", fold)
                .param("format", PolicyJson.FORMAT)
                .param("position", state.position())
                .param("devices", state.policy().access().devices().size())
                .param("state", PolicyJson.write(state.policy()))
                .update();
    }

    private static String fold(AclStrategy strategy) {
        return "broker_policy_" + strategy.name().toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(long position, byte[] state) {
        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(row.getLong("position"), row.getBytes("state"));
        }
    }
}
