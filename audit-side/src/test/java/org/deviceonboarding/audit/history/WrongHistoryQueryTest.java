package org.deviceonboarding.audit.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A query for the history that is wrong")
class WrongHistoryQueryTest extends HistoryTest {
    private Caller auditor;
    private String device;

    @BeforeEach
    void ask() {
        auditor = auditor();
        device = registered().id().value();
    }

    static Stream<List<String>> wrongValuesOfTheHistory() {
        return Stream.of(
                List.of(
                        "device_id",
                        "",
                        "x",
                        "0B0E7A9C-6F0E-4F4B-9D3C-2F6F3A1D5E70",
                        "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70'--"),
                List.of(
                        "type",
                        "",
                        ",",
                        "DeviceBeamedUp",
                        "deviceregistered",
                        "DeviceRegistered,",
                        "DeviceRegistered,DeviceBeamedUp",
                        "DeviceRegistered CertificateIssued",
                        "OnboardingEvent",
                        "DeviceRegistered') or ('a'='a"),
                List.of("actor", "", "a\nb", "\u0000", "\u202e", "x".repeat(129)),
                List.of("address", "", "localhost", "1.2.3.4.5", "::1%lo", "10.0.0.0/8", "1.2.3.4\n", "x".repeat(46)),
                List.of("from", "", "now", "2030-01-01", "2030-13-01T00:00:00Z", "+1000000000-01-01T00:00:00Z"),
                List.of("to", "", "1", "2030-01-01T00:00:00", "-0001-01-01T00:00:00Z"),
                List.of("after", "", "-1", "1.5", "one", "9999999999999999999", "\u0665"),
                List.of("limit", "", "0", "-1", "1001", "1.5", "1e2", "99999999999", "\u0665"));
    }

    @ParameterizedTest
    @MethodSource("wrongValuesOfTheHistory")
    void isNamedForTheHistory(List<String> nameAndValues) {
        String name = nameAndValues.getFirst();
        for (String value : nameAndValues.subList(1, nameAndValues.size())) {
            String query = "?" + name + "=" + encoded(value);
            auditor.get("/audit/events" + query).isInvalid(name);
            if (!value.equals("1001")) { // an export may have more
                auditor.get("/audit/events" + query, "Accept", "text/csv").isInvalid(name);
                auditor.get("/audit/events" + query, "Accept", "application/x-ndjson")
                        .isInvalid(name);
            }
            if (name.equals("after") || name.equals("limit")) {
                auditor.get("/device/" + device + "/history" + query).isInvalid(name);
            }
        }
    }

    @Test
    void isNamedForTheHistoryWithAllOthersThatAreWrong() {
        auditor.get("/audit/events?type=x&limit=0&from=x&colour=red").isInvalid("type", "limit", "from", "colour");
        auditor.get("/audit/events?type=DeviceResumed&type=DeviceSuspended").isInvalid("type");
        auditor.get("/device/" + device + "/history?type=DeviceResumed&cursor=x")
                .isInvalid("type", "cursor");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
