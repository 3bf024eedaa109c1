package org.deviceonboarding.log.readmodel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of one read model, in the schema that the connection's search path names. */
public final class ReadModelTables {
    private final ReadModel model;
    private final JdbcTemplate jdbc;

    public ReadModelTables(ReadModel model, JdbcTemplate jdbc) {
        this.model = model;
        this.jdbc = jdbc;
    }

    /** Makes the empty tables in the first schema of the search path. */
    public void create() {
        model.definitions().forEach(jdbc::execute);
        jdbc.execute("comment on table " + first() + " is '" + shape(model) + "'");
    }

    /** Whether the tables exist, with the definition of this version. */
    boolean haveTheirShape() {
        return shape(model)
                .equals(jdbc.queryForObject("select obj_description(to_regclass(?))", String.class, first()));
    }

    void drop() {
        jdbc.execute("drop table if exists " + String.join(", ", model.names()));
    }

    void clear() {
        jdbc.execute("truncate " + String.join(", ", model.names()));
    }

    /** Returns the number of rows in the folded tables. */
    public long rows() {
        long rows = 0;
        for (FoldedTable<?, ?> table : model.tables()) {
            Long some = jdbc.queryForObject("select count(*) from " + table.name(), Long.class);
            rows += some == null ? 0 : some;
        }
        return rows;
    }

    /** Folds events into the tables. The events follow those that the tables contain. */
    public void write(List<Recorded<OnboardingEvent>> events) {
        write(events, TableWriter.Faults.NONE);
    }

    TableWriter.RowCounts write(List<Recorded<OnboardingEvent>> events, TableWriter.Faults faults) {
        TableWriter.RowCounts change = new TableWriter.RowCounts(0, 0);
        for (FoldedTable<?, ?> table : model.tables()) {
            change = change.and(new TableWriter<>(table, jdbc).write(events, faults));
        }
        return change;
    }

    private String first() {
        return model.tables().getFirst().name();
    }

    private static String shape(ReadModel model) {
        byte[] definitions = String.join(";", model.definitions()).getBytes(StandardCharsets.UTF_8);
        return "shape " + Sha256.of(definitions).hex();
    }
}
