package org.deviceonboarding.query.audit;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * CSV (RFC 4180) with a header. Some of it is in callers' words, and a spreadsheet would run what looks like a formula: an
 * apostrophe before it makes it text.
 */
final class CsvLines implements ExportFormat {
    private static final String FORMULA = "=+-@\t\r";

    @Override
    public MediaType type() {
        return new MediaType("text", "csv", StandardCharsets.UTF_8);
    }

    @Override
    public String file() {
        return "events.csv";
    }

    @Override
    public byte[] head() {
        return record(
                "position",
                "time",
                "type",
                "revision",
                "event_id",
                "aggregate_id",
                "sequence",
                "actor",
                "auth",
                "address",
                "correlation_id",
                "user_agent",
                "payload");
    }

    @Override
    public byte[] line(LoggedEvent event) {
        return record(
                event.position(),
                event.time(),
                event.type(),
                event.revision(),
                event.eventId(),
                event.aggregateId(),
                event.sequence(),
                event.actor(),
                event.auth(),
                event.address(),
                event.correlationId(),
                event.userAgent(),
                event.payload());
    }

    private static byte[] record(@Nullable Object... cells) {
        Object[] harmless = Stream.of(cells).map(CsvLines::harmless).toArray();
        return (CSVFormat.RFC4180.format(harmless) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String harmless(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
