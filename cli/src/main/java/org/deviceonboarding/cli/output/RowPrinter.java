package org.deviceonboarding.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.export.Cells;

/** Prints rows one by one: in columns for people, as CSV (RFC 4180) for spreadsheets. */
public final class RowPrinter {
    private final PrintWriter out;
    private final List<SizedColumn> columns;
    private final boolean csv;

    /**
     * @param width of most values; a longer value shifts the rest of its line
     */
    public record SizedColumn(String name, int width) {}

    public RowPrinter(PrintWriter out, Format format, List<SizedColumn> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.csv = format == Format.CSV;
        if (columns.isEmpty()) {
            return;
        }
        row(columns.stream()
                .map(column ->
                        csv ? column.name().replace(' ', '_') : column.name().toUpperCase(Locale.ROOT))
                .toList());
    }

    public void row(List<String> values) {
        if (csv) {
            out.print(values.stream().map(RowPrinter::quoted).collect(Collectors.joining(",", "", "\r\n")));
            return;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String value = SafeText.line(values.get(i));
            line.append(value);
            if (i < values.size() - 1) {
                line.repeat(" ", Math.max(0, columns.get(i).width() - value.length()) + 2);
            }
        }
        out.println(line.toString().stripTrailing());
    }

    private static String quoted(String value) {
        return '"' + Cells.harmless(SafeText.data(value)).replace("\"", "\"\"") + '"';
    }
}
