package org.deviceonboarding.cli.doctor;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.SafeText;
import picocli.CommandLine.Help.ColorScheme;
import tools.jackson.databind.json.JsonMapper;

/** Prints each finding as soon as its check ends. */
final class FindingsPrinter implements AutoCloseable {
    private static final int SUBJECT = 30;

    private final PrintWriter out;
    private final Format format;
    private final ColorScheme colours;
    private final ListPrinter listing;
    private final Map<Level, Integer> counts = new EnumMap<>(Level.class);

    FindingsPrinter(PrintWriter out, Format format, ColorScheme colours) {
        this.out = out;
        this.format = format;
        this.colours = colours;
        this.listing = new ListPrinter(
                out,
                format == Format.TABLE ? Format.JSON : format,
                List.of(
                        new OutputColumn("level", "/level"),
                        new OutputColumn("subject", "/subject"),
                        new OutputColumn("finding", "/finding"),
                        new OutputColumn("remedy", "/remedy")));
    }

    void add(DoctorFinding finding) {
        counts.merge(finding.level(), 1, Integer::sum);
        if (format != Format.TABLE) {
            listing.add(JsonMapper.shared()
                    .createObjectNode()
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("subject", finding.subject())
                    .put("finding", finding.what())
                    .put("remedy", finding.remedy().isEmpty() ? null : finding.remedy()));
            return;
        }
        // Only our own words go through the markup for colours.
        String level = colours.ansi()
                .string("@|" + finding.level().colour() + " " + String.format(Locale.ROOT, "%-4s", finding.level())
                        + "|@");
        String subject = SafeText.line(finding.subject());
        out.println(level + "  " + subject + " ".repeat(Math.max(1, SUBJECT - subject.length()))
                + SafeText.line(finding.what()));
        if (!finding.remedy().isEmpty()) {
            out.println(" ".repeat(6 + SUBJECT) + "-> " + SafeText.line(finding.remedy()));
        }
        out.flush();
    }

    boolean worse(boolean strict) {
        return counts.containsKey(Level.FAIL) || (strict && counts.containsKey(Level.WARN));
    }

    String summary() {
        return counts.getOrDefault(Level.FAIL, 0) + " failed, " + counts.getOrDefault(Level.WARN, 0) + " warnings, "
                + counts.getOrDefault(Level.OK, 0) + " in order";
    }

    @Override
    public void close() {
        if (format != Format.TABLE) {
            listing.close();
        }
    }
}
