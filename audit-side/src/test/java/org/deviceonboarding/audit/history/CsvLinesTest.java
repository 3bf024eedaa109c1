package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line of CSV")
class CsvLinesTest {
    private final CsvLines lines = new CsvLines();

    @Test
    void hasACellForEachColumn() throws IOException {
        List<String> names = parsed(lines.head());

        assertThat(names)
                .containsExactly(
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
        assertThat(parsed(lines.line(event("ada", "curl/8"))))
                .containsExactly(
                        "7",
                        "2026-01-02T03:04:05.678Z",
                        "DeviceResumed",
                        "1",
                        "e1",
                        "a1",
                        "2",
                        "ada",
                        "",
                        "::1",
                        "c1",
                        "curl/8",
                        "{\"comment\":\"a, \\\"b\\\"\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "\uFF0D1",
                "=cmd|' /C calc'!A0"
            })
    void isNoFormula(String text) throws IOException {
        assertThat(parsed(lines.line(event("ada", text)))).contains("'" + text).hasSize(13);
        assertThat(parsed(lines.line(event(text, "curl")))).contains("'" + text).hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\"b", "a\r\nb", "a=1", "a'b", "a;b", " a ", "\u00e4\u20ac\ud83d\ude00", "#"})
    void saysWhatWasSaid(String text) throws IOException {
        assertThat(parsed(lines.line(event("ada", text)))).contains(text).hasSize(13);
    }

    /** One apostrophe is taken away where there is one: what is left is what the log says. */
    @ParameterizedTest
    @ValueSource(strings = {"=1", "'=1", "''=1", "'", "a", "-"})
    void givesBackToAMachineWhatWasSaid(String text) throws IOException {
        assertThat(parsed(lines.line(event("ada", text))).get(11).replaceFirst("^'", ""))
                .isEqualTo(text);
    }

    @Test
    void endsAsItsStandardWantsIt() {
        assertThat(new String(lines.line(event("ada", "a")), StandardCharsets.UTF_8))
                .endsWith("\r\n");
        assertThat(new String(lines.head(), StandardCharsets.UTF_8)).endsWith(",payload\r\n");
    }

    private static AuditEvent event(String actor, String agent) {
        return new AuditEvent(
                7,
                "2026-01-02T03:04:05.678Z",
                "DeviceResumed",
                "1",
                "e1",
                "a1",
                2,
                actor,
                null,
                "::1",
                "c1",
                agent,
                null,
                null,
                null,
                "{\"comment\":\"a, \\\"b\\\"\"}");
    }

    private static List<String> parsed(byte[] line) throws IOException {
        try (CSVParser parser = CSVParser.parse(new String(line, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
            return parser.getRecords().getFirst().toList();
        }
    }
}
