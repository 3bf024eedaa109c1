package org.deviceonboarding.log.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table with one row for each key. The row is a fold of the events that have this key.
 *
 * @param <K> the key, a value
 * @param <R> the row, a value
 */
public final class FoldedTable<K, R> {
    /** Computes the row after one more event. */
    @FunctionalInterface
    public interface Fold<K, R> {
        /**
         * @param before the row so far, null if there is none
         * @return null if there is no row any more
         */
        @Nullable
        R after(K key, @Nullable R before, Recorded<OnboardingEvent> event);
    }

    /** Reads a row of the table. */
    @FunctionalInterface
    public interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    private final String name;
    private final Set<Class<? extends OnboardingEvent>> kinds;
    private final Function<Recorded<OnboardingEvent>, ? extends Collection<K>> keys;
    private final Fold<K, R> fold;
    private final List<Column<K>> keyColumns = new ArrayList<>();
    private final List<Column<R>> columns = new ArrayList<>();
    private final List<String> unmanaged = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private final List<CountedTable<R>> counts = new ArrayList<>();
    private String label;
    private UnaryOperator<String> shown = UnaryOperator.identity();
    private @Nullable Function<R, K> keyOf;
    private @Nullable RowReader<R> reader;

    /**
     * @param kinds the events that concern it
     * @param keys the keys that an event of these kinds has, any number of them
     */
    public FoldedTable(
            String name,
            Set<Class<? extends OnboardingEvent>> kinds,
            Function<Recorded<OnboardingEvent>, ? extends Collection<K>> keys,
            Fold<K, R> fold) {
        this.name = name;
        this.label = name;
        this.kinds = Set.copyOf(kinds);
        this.keys = keys;
        this.fold = fold;
    }

    /** Sets the name of the rows in the result of a check. */
    public FoldedTable<K, R> called(String rows) {
        label = rows;
        return this;
    }

    /** Sets how a check names a row, from the text of its key. */
    public FoldedTable<K, R> shownAs(UnaryOperator<String> text) {
        shown = text;
        return this;
    }

    /** Adds a column of the primary key. */
    public FoldedTable<K, R> key(String column, String type, Function<K, @Nullable Object> value) {
        keyColumns.add(new Column<>(column, type, value));
        return this;
    }

    public FoldedTable<K, R> column(String column, String type, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(column, type, value));
        return this;
    }

    /**
     * Adds a column that is not folded from the log. It lives as long as its row, and is neither checked nor rebuilt.
     */
    public FoldedTable<K, R> unmanaged(String definition) {
        unmanaged.add(definition);
        return this;
    }

    /** Adds the column {@code model} with the whole row as a JSON document. The row is read from this document. */
    public FoldedTable<K, R> document(JsonMapper json, Class<R> type, Function<R, K> key) {
        return column("model", "text not null", json::writeValueAsString)
                .readBy(row -> json.readValue(row.getString("model"), type), key);
    }

    public FoldedTable<K, R> readBy(RowReader<R> rowReader, Function<R, K> key) {
        reader = rowReader;
        keyOf = key;
        return this;
    }

    /** @param definition what follows {@code create index on table}: columns in brackets, perhaps {@code using} before them */
    public FoldedTable<K, R> index(String definition) {
        indexes.add(definition);
        return this;
    }

    /** Adds a second table that counts the rows by group. */
    public FoldedTable<K, R> counted(CountedTable<R> table) {
        counts.add(table);
        return this;
    }

    String name() {
        return name;
    }

    String label() {
        return label;
    }

    String shown(String key) {
        return shown.apply(key);
    }

    Set<Class<? extends OnboardingEvent>> kinds() {
        return kinds;
    }

    Collection<K> keys(Recorded<OnboardingEvent> event) {
        return keys.apply(event);
    }

    Fold<K, R> fold() {
        return fold;
    }

    List<Column<K>> keyColumns() {
        return keyColumns;
    }

    List<Column<R>> columns() {
        return columns;
    }

    List<CountedTable<R>> counts() {
        return counts;
    }

    K keyOf(R row) {
        return defined(keyOf).apply(row);
    }

    R read(ResultSet row) throws SQLException {
        return defined(reader).read(row);
    }

    private <T> T defined(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Nothing says how a row of " + name + " is read");
        }
        return part;
    }

    /** The statements that make the table and those derived from it. */
    List<String> definitions() {
        String all = Stream.of(
                        keyColumns.stream().map(Column::definition),
                        columns.stream().map(Column::definition),
                        unmanaged.stream(),
                        Stream.of("primary key (" + keyNames() + ")"))
                .flatMap(Function.identity())
                .collect(Collectors.joining(", "));
        return Stream.of(
                        Stream.of("create table " + name + " (" + all + ")"),
                        indexes.stream().map(index -> "create index on " + name + " " + index),
                        counts.stream().map(CountedTable::definition))
                .flatMap(Function.identity())
                .toList();
    }

    String keyNames() {
        return keyColumns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
