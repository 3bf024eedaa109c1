package org.deviceonboarding.audit.inquiry.blast;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A question for a blast radius")
class WrongBlastRadiusQueryTest extends SuspectTest {
    @Test
    void isForAuditorsOnly() {
        operator().get("/audit/blast-radius?actor=a" + WHENEVER).isProblem(403, "forbidden");
        nobody().get("/audit/blast-radius?actor=a" + WHENEVER).isProblem(401, "unauthorized");
    }

    static Stream<List<String>> faults() {
        String window = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        return Stream.of(
                List.of("", "actor", "address", "authority", "from", "to"),
                List.of(window, "actor", "address", "authority"),
                List.of("actor=a&address=::1&" + window, "actor", "address", "authority"),
                List.of("actor=a", "from", "to"),
                List.of("actor=a&from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z", "to"),
                List.of("actor=a&from=yesterday&to=2026-01-02T00:00:00Z", "from"),
                List.of("actor=a&actor=b&" + window, "actor"),
                List.of("actor=a%0ab&" + window, "actor"),
                List.of("actor=" + "x".repeat(129) + "&" + window, "actor"),
                List.of("address=localhost&" + window, "address"),
                List.of("address=1.2.3.4.5&" + window, "address"),
                List.of("address=fe80::1%25eth0&" + window, "address"),
                List.of("authority=x&" + window, "authority"),
                List.of("actor=a&limit=0&" + window, "limit"),
                List.of("actor=a&limit=501&colour=red&" + window, "limit", "colour"),
                List.of("actor=a&cursor=AAAA&" + window, "cursor"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedWithEveryFaultNamed(List<String> queryAndFields) {
        String[] fields = queryAndFields.subList(1, queryAndFields.size()).toArray(String[]::new);
        auditor().get("/audit/blast-radius?" + queryAndFields.getFirst()).isInvalid(fields);
    }

    /** A cursor is the caller's word as any other. */
    @ParameterizedTest
    @CsvSource({
        "999999999999999999|2026-01-01T00:00:00Z|1",
        "1|yesterday|1",
        "1|2026-01-01T00:00:00Z|a",
        "1|2026-01-01T00:00:00Z",
        "-1|2026-01-01T00:00:00Z|1"
    })
    void isNotContinuedFromWhereItNeverEnded(String plain) {
        String cursor = java.util.Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        auditor()
                .get("/audit/blast-radius?actor=a" + WHENEVER + "&cursor=" + cursor)
                .isInvalid("cursor");
    }
}
