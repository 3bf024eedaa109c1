package org.deviceonboarding.log.projection;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of one projection.
 *
 * @param group of the projection
 * @param shape changes with the statement that makes the tables; with a new one they are made and filled anew
 * @param rows the tables for what is read; the first one bears the shape as its comment
 * @param state the table of one row that says the {@code position} reached
 * @param create makes them where they are missing
 * @param whole asks whether there is a row for everything the log has up to that position
 */
public record TableSet(String group, String shape, List<String> rows, String state, String create, String whole) {
    public TableSet {
        rows = List.copyOf(rows);
    }

    String names() {
        return String.join(", ", all());
    }

    /** The rows' tables and then the state's: the order in which all that use several of them lock them. */
    public List<String> all() {
        return Stream.concat(rows.stream(), Stream.of(state)).toList();
    }

    /** Makes those that are missing, in the first schema of the search path. */
    void make(JdbcClient jdbc) {
        jdbc.sql(create).update();
        jdbc.sql("comment on table " + rows.getFirst() + " is '" + shape + "'").update();
    }

    /** They begin before the log's first event. */
    void begin(JdbcClient jdbc) {
        jdbc.sql("insert into " + state + " (position) values (0)").update();
    }
}
