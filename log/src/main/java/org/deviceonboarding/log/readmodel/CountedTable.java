package org.deviceonboarding.log.readmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A table that counts the rows of another table by group. The transaction that changes rows also changes the counts,
 * from the rows before and after.
 *
 * @param <R> the row of the other table
 */
public final class CountedTable<R> {
    private final String name;
    private final Predicate<R> counts;
    private final List<Column<R>> columns = new ArrayList<>();

    /** @param counts which rows are counted */
    public CountedTable(String name, Predicate<R> counts) {
        this.name = name;
        this.counts = counts;
    }

    /** Adds a column to group by. Its values are texts; rows without a value have the empty text. */
    public CountedTable<R> by(String column, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(column, "text collate \"C\" not null", value));
        return this;
    }

    String name() {
        return name;
    }

    String definition() {
        return "create table %s (%s, many bigint not null, primary key (%s))"
                .formatted(name, columns.stream().map(Column::definition).collect(Collectors.joining(", ")), names());
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    String names() {
        return String.join(", ", columnNames());
    }

    void change(JdbcTemplate jdbc, Collection<? extends @Nullable R> before, Collection<? extends @Nullable R> after) {
        Map<List<String>, Long> changes =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        add(changes, before, -1);
        add(changes, after, 1);
        changes.values().removeIf(change -> change == 0);
        if (changes.isEmpty()) {
            return;
        }
        Object[] parameters = new Object[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            parameters[i] =
                    changes.keySet().stream().map(group -> group.get(column)).toArray(String[]::new);
        }
        parameters[columns.size()] = changes.values().toArray(Long[]::new);
        jdbc.update(
                """
                insert into %1$s select * from unnest(%2$s, ?::bigint[])
                on conflict (%3$s) do update set many = %1$s.many + excluded.many
                """.formatted(name, columns.stream().map(_ -> "?::text[]").collect(Collectors.joining(", ")), names()),
                parameters);
        jdbc.update("delete from " + name + " where many = 0");
    }

    private void add(Map<List<String>, Long> changes, Collection<? extends @Nullable R> rows, long many) {
        for (R row : rows) {
            if (row != null && counts.test(row)) {
                changes.merge(group(row), many, Long::sum);
            }
        }
    }

    private List<String> group(R row) {
        return columns.stream()
                .map(column -> {
                    Object value = column.value().apply(row);
                    return value == null ? "" : value.toString();
                })
                .toList();
    }
}
