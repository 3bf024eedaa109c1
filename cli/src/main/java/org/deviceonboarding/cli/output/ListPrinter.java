package org.deviceonboarding.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Prints a list in the chosen format. The first page of a table decides the width of each column, and leaves out columns that are
 * empty.
 */
public final class ListPrinter implements AutoCloseable {
    private static final int FIRST = 200;
    private static final int WIDEST = 60;

    private final PrintWriter out;
    private final Format format;
    private final List<OutputColumn> columns;
    private final List<List<String>> waiting = new ArrayList<>();
    private List<Integer> shown = List.of();
    private boolean decided;
    private RowPrinter rows;

    public ListPrinter(PrintWriter out, Format format, List<OutputColumn> columns) {
        this.out = out;
        this.format = format;
        this.columns = List.copyOf(columns);
        this.rows = new RowPrinter(out, format, List.of());
    }

    public void add(JsonNode item) {
        if (format == Format.JSON) {
            out.println(SafeText.json(item.toString()));
            return;
        }
        List<String> values = columns.stream().map(column -> column.value(item)).toList();
        if (decided) {
            row(values);
            return;
        }
        waiting.add(values);
        if (waiting.size() == FIRST) {
            decide();
        }
    }

    private void decide() {
        decided = true;
        shown = IntStream.range(0, columns.size()).filter(this::useful).boxed().toList();
        rows = new RowPrinter(
                out,
                format,
                shown.stream()
                        .map(i -> new RowPrinter.SizedColumn(columns.get(i).name(), width(i)))
                        .toList());
        waiting.forEach(this::row);
        waiting.clear();
    }

    private void row(List<String> values) {
        rows.row(shown.stream().map(values::get).toList());
    }

    private boolean useful(int column) {
        return format == Format.CSV
                || waiting.isEmpty()
                || waiting.stream().anyMatch(values -> !values.get(column).isEmpty());
    }

    private int width(int column) {
        int widest = waiting.stream()
                .mapToInt(values -> values.get(column).length())
                .max()
                .orElse(0);
        return Math.max(columns.get(column).name().length(), Math.min(widest, WIDEST));
    }

    @Override
    public void close() {
        if (!decided && format != Format.JSON) {
            decide();
        }
        out.flush();
    }
}
