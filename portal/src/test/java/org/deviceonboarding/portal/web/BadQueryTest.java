package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A query that is wrong")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadQueryTest extends PortalTest {
    private Caller auditor;
    private String device;

    @BeforeAll
    void registerOne() {
        auditor = auditor();
        device = operator().register(newName()).field("device_id");
    }

    static Stream<List<String>> wrongValues() {
        return Stream.of(
                List.of("status", "", "ACTIVE", "gone", "active,revoked", "'"),
                List.of("type", "", "a\nb", "\u0000", "\u202e", "\u2028", "x".repeat(129)),
                List.of("location", "", "a\nb", "\u0000", "\u202e", "\u2028", "x".repeat(129)),
                List.of("label", "", "a", "=", "=a", "A=a", "a=\n", "a=" + "x".repeat(129), "a=\u0000"),
                List.of("q", "", "a\nb", "\u0000", "\u202e", "\u2028", "x".repeat(129)),
                List.of(
                        "expires_before",
                        "",
                        "now",
                        "2030",
                        "2030-01-01",
                        "1",
                        "2030-13-01T00:00:00Z",
                        "+1000000000-01-01T00:00:00Z",
                        "-0001-01-01T00:00:00Z"),
                List.of("certificate_state", "", "EXPIRING", "dead", "expiring,expired", "'"),
                List.of("sort", "", "id", "NAME", "name,type", "--name", "name;drop table device_model"),
                List.of("limit", "", "0", "-1", "501", "1.5", "ten", "1e2", "0x10", "99999999999", " 5", "\u0665"),
                List.of(
                        "cursor",
                        "",
                        "x",
                        "!!!",
                        "AAAA",
                        cursor("name"),
                        cursor("name|x|y"),
                        cursor("type|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70|a"),
                        cursor("registered_at|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70|yesterday"),
                        cursor("registered_at|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70|+999999999-01-01T00:00:00Z"),
                        cursor("name|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70|a\u0000"),
                        cursor("name|0B0E7A9C-6F0E-4F4B-9D3C-2F6F3A1D5E70|a"),
                        "x".repeat(4_000)),
                List.of("min_position", "one", "1.5", "99999999999999999999", "0y1", "\u0000"));
    }

    private static String cursor(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void isNamedForTheList(List<String> nameAndValues) {
        String name = nameAndValues.getFirst();
        for (String value : nameAndValues.subList(1, nameAndValues.size())) {
            auditor.get("/devices?" + name + "=" + encoded(value)).isInvalid(name);
        }
    }

    @Test
    void isNamedWithAllOthersThatAreWrong() {
        auditor.get("/devices?status=x&limit=0&sort=x&colour=red").isInvalid("status", "limit", "sort", "colour");
        auditor.get("/devices?limit=1&limit=2").isInvalid("limit");
        auditor.get("/devices?Limit=1").isInvalid("Limit");
        auditor.get("/devices?a%E2%80%A8b=1").isInvalid("parameters");
        auditor.get("/devices?" + "x".repeat(200) + "=1").isInvalid("parameters");
        auditor.get("/devices?a%0ab=1").isProblem(400, "bad_request");
        auditor.get("/devices?=1").isProblem(400, "bad_request");
    }

    @Test
    void hasACursorOfAnotherOrder() {
        operator().register(newName());
        operator().register(newName());
        String cursor = auditor.get("/devices?limit=1&type=pump").is(200).field("next_cursor");
        auditor.get("/devices?type=pump&cursor=" + cursor).is(200);
        auditor.get("/devices?type=pump&sort=name&cursor=" + cursor).is(200);
        auditor.get("/devices?type=pump&sort=-name&cursor=" + cursor).isInvalid("cursor");
        auditor.get("/devices?cursor=" + cursor).isInvalid("cursor");
        auditor.get("/devices?type=valve&cursor=" + cursor).isInvalid("cursor");
    }

    /** What waits for a position. */
    private List<String> positioned() {
        return List.of(
                "/device/" + device,
                "/device/" + device + "/history",
                "/audit/events",
                "/devices",
                "/acl-templates",
                "/acl-templates/pump",
                "/brokers",
                "/crl",
                "/crl.pem");
    }

    static Stream<List<String>> wrongPages() {
        return wrongValues().filter(values -> values.getFirst().equals("limit"));
    }

    @ParameterizedTest
    @MethodSource("wrongPages")
    void asksForNoPage(List<String> nameAndValues) {
        for (String value : nameAndValues.subList(1, nameAndValues.size())) {
            templates("?limit=" + encoded(value)).forEach(answer -> answer.isInvalid("limit"));
        }
        templates("?limit=1&limit=2").forEach(answer -> answer.isInvalid("limit"));
        templates("?sort=name&limit=0").forEach(answer -> answer.isInvalid("sort", "limit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "!!!", "eA!", "IA", "I2E", "_w", "MEIwRTdBOUMtNkYwRS00RjRCLTlEM0MtMkY2RjNBMUQ1RTcw ", "AAAA"
            })
    void hasACursorOfNoTemplates(String cursor) {
        templates("?cursor=" + encoded(cursor)).forEach(answer -> answer.isInvalid("cursor"));
    }

    private List<Answer> templates(String query) {
        return List.of(
                auditor.get("/acl-templates" + query),
                auditor.postJson("/acl-templates/pump/preview" + query, "{\"rules\": []}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1.5", "99999999999999999999", "\u0000", "1,2"})
    void hasAPositionThatIsNoNumber(String position) {
        for (String path : positioned()) {
            auditor.get(path + "?min_position=" + encoded(position)).isInvalid("min_position");
        }
    }

    @Test
    void hasAPositionThatWasReachedLongAgo() {
        for (String path : positioned()) {
            auditor.get(path + "?min_position=-1").is(200);
            auditor.get(path + "?min_position=-9223372036854775808").is(200);
            auditor.get(path + "?min_position=0").is(200);
            auditor.get(path + "?min_position=").is(200);
        }
    }

    @Test
    void hasAPositionTheLogHasNot() {
        long start = System.nanoTime();
        for (String path : positioned()) {
            Answer answer = auditor.get(path + "?min_position=9223372036854775807");
            answer.isProblem(503, "not_caught_up");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        assertThat(System.nanoTime() - start)
                .as("nobody waits for what nobody wrote")
                .isLessThan(3_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%",
                "q=%zz",
                "q=%f",
                "q=%ff",
                "q=%c0%80",
                "q=%00",
                "%00=a",
                "q=%u0041",
                "%ff=1",
                "&&&=&",
                "access_token=x"
            })
    void isNoQueryAtAll(String query) throws IOException {
        for (String path : List.of(
                "/devices",
                "/device/" + device,
                "/device/" + device + "/history",
                "/audit/events",
                "/health",
                "/crl",
                "/credentials/x")) {
            Answer answer = raw().send(
                            "GET %s?%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                                    .formatted(path, query, auditor.key()));
            if (answer.status() != 200) {
                assertThat(answer.status()).as(path + answer.text()).isIn(400, 404);
                answer.isProblem(answer.status(), answer.field("error"));
            }
        }
    }

    @Test
    void hasMoreParametersThanAnybodyNeeds() {
        for (String path : List.of("/devices?", "/crl?")) {
            auditor.get(path + "a&".repeat(3_000)).isProblem(400, "bad_request");
        }
    }

    @Test
    void isNoSecondWayToShowAKey() {
        nobody().get("/devices?access_token=" + auditor.key()).isProblem(401, "unauthorized");
        Answer form = nobody().send(
                        "POST",
                        "/revoke/" + device,
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                "access_token=" + operator().key()),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        form.isProblem(401, "unauthorized");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
