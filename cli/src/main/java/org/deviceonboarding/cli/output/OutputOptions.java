package org.deviceonboarding.cli.output;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The option that chooses the output format, the same for every command. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "The output format: table (default), json (one object a line) or csv.")
    private Format format = Format.TABLE;

    public Format format() {
        return format;
    }

    public ListPrinter listing(PrintWriter out, List<OutputColumn> columns) {
        return new ListPrinter(out, format, columns);
    }

    /** Prints a single item. As a table, each value gets a line. */
    public void print(PrintWriter out, JsonNode thing, List<OutputColumn> columns) {
        if (format == Format.TABLE) {
            int width = columns.stream()
                    .mapToInt(column -> column.name().length())
                    .max()
                    .orElse(0);
            for (OutputColumn column : columns) {
                String value = SafeText.line(column.value(thing));
                if (!value.isEmpty()) {
                    out.println(column.name() + " ".repeat(width - column.name().length() + 2) + value);
                }
            }
            out.flush();
            return;
        }
        try (ListPrinter listing = listing(out, columns)) {
            listing.add(thing);
        }
    }
}
