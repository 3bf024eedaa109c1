package org.deviceonboarding.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table. */
final class Table {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        rows.add(List.of(columns));
        rows.add(Collections.nCopies(columns.length, "---"));
    }

    /** Formats numbers with about three significant digits. */
    Table row(Object... cells) {
        List<String> row = Arrays.stream(cells).map(Table::text).toList();
        System.err.println("  " + String.join("  ", row));
        rows.add(row);
        return this;
    }

    private static String text(Object cell) {
        if (!(cell instanceof Double number)) {
            return cell.toString();
        }
        if (number.isNaN()) {
            return "–";
        }
        String format = number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : number >= 0.1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(row -> "| " + String.join(" | ", row) + " |\n")
                .collect(Collectors.joining("", "### " + title + "\n\n", "\n"));
    }
}
