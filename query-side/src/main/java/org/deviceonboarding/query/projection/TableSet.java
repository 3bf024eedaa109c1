package org.deviceonboarding.query.projection;

import java.util.List;

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
        return String.join(", ", rows) + ", " + state;
    }
}
