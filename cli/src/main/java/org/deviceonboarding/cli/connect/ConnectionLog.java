package org.deviceonboarding.cli.connect;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.RowPrinter;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.runtime.CliRuntime;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a device does and receives, one line for each event. */
final class ConnectionLog {
    private static final int LONGEST = 4096;
    private static final List<RowPrinter.SizedColumn> COLUMNS = List.of(
            new RowPrinter.SizedColumn("time", 20),
            new RowPrinter.SizedColumn("what", 12),
            new RowPrinter.SizedColumn("topic", 0),
            new RowPrinter.SizedColumn("message", 0));

    private final PrintWriter out;
    private final Format format;
    private final RowPrinter rows;

    ConnectionLog(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
        this.rows = new RowPrinter(out, format, format == Format.CSV ? COLUMNS : List.of());
    }

    void note(String what, String topic, String message) {
        String time =
                CliRuntime.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String text = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        switch (format) {
            case CSV -> rows.row(List.of(time, what, topic, text));
            case JSON ->
                out.println(SafeText.json(JsonMapper.shared()
                        .createObjectNode()
                        .put("time", time)
                        .put("what", what)
                        .put("topic", topic)
                        .put("message", text)
                        .toString()));
            case TABLE ->
                out.println(SafeText.line(
                        (time + "  " + what + "  " + topic + (topic.isEmpty() || text.isEmpty() ? "" : "  ") + text)
                                .stripTrailing()));
        }
        out.flush();
    }
}
