package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A body that is wrong")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadBodyTest extends PortalTest {
    private Caller operator;
    private String device;
    private WrittenRows before;

    @BeforeAll
    void registerOne() {
        operator = operator();
        device = operator.register(newName()).field("device_id");
        before = written();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(written()).isEqualTo(before);
    }

    private List<String> changes() {
        return Stream.concat(
                        Stream.of("/register", "/renew/" + device, "/reissue/" + device, "/acl-templates/pump/preview"),
                        steps())
                .toList();
    }

    /** What takes a comment. */
    private Stream<String> steps() {
        return Stream.of("/revoke/", "/suspend/", "/resume/", "/decommission/").map(step -> step + device);
    }

    static Stream<String> notJson() {
        return Stream.of(
                "{",
                "}",
                "nonsense",
                "'name'",
                "{\"name\": \"a\", \"type\": \"b\",}",
                "{'name': 'a', 'type': 'b'}",
                "{name: \"a\"}",
                "{} {}",
                "{} x",
                "{\"name\": \"a\", \"name\": \"b\", \"type\": \"c\"}",
                "{\"labels\": {\"a\": \"1\", \"a\": \"2\"}}",
                "{\"comment\": \"a\", \"comment\": \"b\"}",
                "{\"name\": \"a\nb\"}",
                "{\"name\": \"a\u0000b\"}",
                "{\"name\": \"\\x41\"}",
                "{\"name\": \"\\u12\"}",
                "{\"labels\": {\"half a character \\ud800\": \"x\"}}",
                "/* a comment */ {}",
                "{\"validity_days\": 01}",
                "{\"validity_days\": NaN}",
                "{\"validity_days\": " + "9".repeat(2000) + "}",
                "[".repeat(5_000),
                "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                "\u0000");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void isNoJson(String body) {
        for (String path : changes()) {
            operator.postJson(path, body).isProblem(400, "invalid_json");
        }
    }

    @Test
    void isNoUtf8() {
        byte[] body = "{\"name\": \"caf\u00e9\", \"type\": \"b\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (String path : changes()) {
            operator.send("POST", path, BodyPublishers.ofByteArray(body), "Content-Type", "application/json")
                    .isProblem(400, "invalid_json");
        }
    }

    @Test
    void isEmptyWhereItMustNotBe() {
        operator.postJson("/register", "").isProblem(400, "invalid_json");
        operator.postJson("/register", " ").isProblem(400, "invalid_json");
        operator.postJson("/register", "null").isProblem(400, "invalid_json");
        operator.post("/register", "Content-Type", "application/json").isProblem(400, "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "1", "1.5", "true", "\"text\"", "\"\"", "[[[[]]]]"})
    void isJsonOfAnotherKind(String body) {
        for (String path : changes()) {
            operator.postJson(path, body).isProblem(400, "invalid_json");
        }
    }

    static Stream<Map.Entry<String, String>> wrongTypes() {
        List<String> texts = List.of("name", "type", "location", "firmware", "key_algorithm", "csr");
        List<String> noText = List.of("1", "1.5", "true", "{}", "[]", "[\"a\"]");
        List<String> noLabels = List.of("\"a\"", "1", "true", "[]", "[{}]");
        List<String> noNumber =
                List.of("\"5\"", "\"\"", "1.5", "1.0", "1e1", "true", "{}", "[]", "[1]", "99999999999", "1e400");
        return Stream.of(
                        texts.stream().flatMap(field -> noText.stream().map(value -> Map.entry(field, value))),
                        noLabels.stream().map(value -> Map.entry("labels", value)),
                        noNumber.stream().map(value -> Map.entry("validity_days", value)))
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void holdsAFieldOfTheWrongType(Map.Entry<String, String> field) {
        operator.postJson("/register", registration(Map.of(field.getKey(), field.getValue())))
                .isInvalid(field.getKey());
        if (List.of("key_algorithm", "csr", "validity_days").contains(field.getKey())) {
            operator.postJson("/renew/" + device, object(Map.of(field.getKey(), field.getValue())))
                    .isInvalid(field.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{}", "[]", "[\"a\"]", "\"\"", "\"KEY_COMPROMISE\"", "\"stolen\""})
    void holdsAReasonThereIsNot(String reason) {
        operator.postJson("/revoke/" + device, object(Map.of("reason", reason))).isInvalid("reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{}", "[]", "[\"a\"]"})
    void holdsACommentThatIsNoText(String comment) {
        steps().forEach(path ->
                operator.postJson(path, object(Map.of("comment", comment))).isInvalid("comment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "\"true\"", "\"\"", "{}", "[]", "[true]"})
    void leavesOpenWhetherToRevoke(String revokePrevious) {
        operator.postJson("/renew/" + device, object(Map.of("revoke_previous", revokePrevious)))
                .isInvalid("revoke_previous");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-1024", "RSA-2048", "rsa-2048 ", "", "ec-p521", "dsa"})
    void asksForAKeyWeDoNotMake(String algorithm) {
        Map<String, String> field = Map.of("key_algorithm", quoted(algorithm));
        operator.postJson("/register", registration(field)).isInvalid("key_algorithm");
        operator.postJson("/renew/" + device, object(field)).isInvalid("key_algorithm");
    }

    @Test
    void namesTheLabelOfTheWrongType() {
        for (String value : List.of("1", "true", "{}", "[]", "{\"b\": \"c\"}")) {
            operator.postJson("/register", registration(Map.of("labels", "{\"a\": " + value + "}")))
                    .isInvalid("labels.a");
        }
        operator.postJson("/register", registration(Map.of("labels", "{\"a\": null}")))
                .isInvalid("labels");
    }

    @Test
    void lacksWhatIsNeeded() {
        operator.postJson("/register", "{}").isInvalid("name", "type");
        operator.postJson("/register", "{\"name\": \"a\"}").isInvalid("type");
        operator.postJson("/register", "{\"type\": \"a\"}").isInvalid("name");
        operator.postJson("/register", "{\"name\": null, \"type\": null}").isInvalid("name", "type");
    }

    @Test
    void holdsAFieldNobodyKnows() {
        for (String path : changes()) {
            operator.postJson(path, "{\"colour\": \"red\"}").isInvalid("colour");
            operator.postJson(path, "{\"Name\": \"a\"}").isInvalid("Name");
            operator.postJson(path, "{\"deviceId\": \"a\"}").isInvalid("deviceId");
            operator.postJson(path, "{\"validityDays\": 1}").isInvalid("validityDays");
        }
        operator.postJson("/register", registration(Map.of("comment", "\"a\""))).isInvalid("comment");
        operator.postJson("/revoke/" + device, "{\"revoke_previous\": true}").isInvalid("revoke_previous");
        operator.postJson("/renew/" + device, "{\"reason\": \"superseded\"}").isInvalid("reason");
    }

    @Test
    void isNotRepeatedAtLengthOrWithItsControlCharacters() {
        Answer answer = operator.postJson("/register", "{\"a\\n\\u202e\\u2028<script>" + "x".repeat(500) + "\": 1}");

        answer.isProblem(400, "validation_error");
        String field = answer.json().path("details").path(0).path("field").asString();
        assertThat(field).hasSize(64).startsWith("a???<script>x");
    }

    static Stream<String> wrongTexts() {
        return Stream.of(
                " ",
                "\n",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "\u0000",
                "a\u0085b",
                "a\u007f",
                "\u202ea",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b",
                "a\u2029b",
                "a\u200bb",
                "a\ufeff",
                "a\ue000",
                "a\u0378",
                "a\ufffd",
                "a\ufffc",
                "a\u00adb",
                "a\u3164",
                "a\u200db",
                "a\u200cb",
                "a\ufe0f",
                "a\u2800",
                "a\udb40\udc41",
                "=1+1",
                "-1",
                "+1",
                "@a",
                "../a",
                "/a",
                "\\a",
                "#",
                "$a",
                "'a",
                "\"a",
                "<a",
                "%0a");
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void holdsCharactersThatDoNotBelongThere(String text) {
        for (String field : List.of("name", "type", "location", "firmware")) {
            operator.postJson("/register", registration(Map.of(field, quoted(text))))
                    .isInvalid(field);
        }
        if (!text.isBlank()) { // which is as good as an empty one
            operator.postJson("/register", registration(Map.of("labels", "{\"a\": " + quoted(text) + "}")))
                    .isInvalid("labels");
        }
        operator.postJson("/register", registration(Map.of("labels", "{" + quoted(text) + ": \"a\"}")))
                .isInvalid("labels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/b", "a#b", "a\"b", "a'b", "a<b", "a\\b", "a;b", "a,b", "a`b", "a$b", "a%0ab", "a=b", "a|b"
            })
    void holdsANameThatCouldMeanSomethingElsewhere(String text) {
        for (String field : List.of("name", "type", "firmware")) {
            operator.postJson("/register", registration(Map.of(field, quoted(text))))
                    .isInvalid(field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u202eb", "a\u2028b", "a\u2029b", "\u200b"})
    void holdsACommentThatIsNotOneLine(String text) {
        steps().forEach(path ->
                operator.postJson(path, object(Map.of("comment", quoted(text)))).isInvalid("comment"));
    }

    @Test
    void holdsMoreThanItMay() {
        Map.of(
                        "name", quoted("a".repeat(129)),
                        "type", quoted("a".repeat(65)),
                        "location", quoted("a".repeat(129)),
                        "firmware", quoted("a".repeat(65)),
                        "csr", "\"" + "a".repeat(16_385) + "\"",
                        "validity_days", "3651",
                        "labels", labels(33, 1, 1))
                .forEach((field, value) -> operator.postJson("/register", registration(Map.of(field, value)))
                        .isInvalid(field));
        operator.postJson("/register", registration(Map.of("validity_days", "0")))
                .isInvalid("validity_days");
        operator.postJson("/register", registration(Map.of("validity_days", "-1")))
                .isInvalid("validity_days");
        operator.postJson("/register", registration(Map.of("labels", labels(1, 64, 1))))
                .isInvalid("labels");
        operator.postJson("/register", registration(Map.of("labels", labels(1, 1, 129))))
                .isInvalid("labels");
        operator.postJson("/renew/" + device, object(Map.of("csr", "\"" + "a".repeat(16_385) + "\"")))
                .isInvalid("csr");
        operator.postJson("/renew/" + device, object(Map.of("validity_days", "3651")))
                .isInvalid("validity_days");
        steps().forEach(path -> operator.postJson(path, object(Map.of("comment", quoted("a".repeat(501)))))
                .isInvalid("comment"));
    }

    @Test
    void namesAllFaultsAtOnceInEnglish() {
        Answer answer = operator.postJson(
                "/register",
                "{\"name\": \"\", \"location\": \"\", \"csr\": \"%s\", \"validity_days\": 0}"
                        .formatted("a".repeat(16_385)),
                "Accept-Language",
                "de");

        answer.isInvalid("name", "type", "location", "csr", "validity_days");
        assertThat(answer.text())
                .contains("must not be null", "must be greater than or equal to 1")
                .isASCII();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\n=\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "",
            })
    void holdsARequestThatIsNone(String csr) {
        operator.postJson("/register", registration(Map.of("csr", quoted(csr)))).isProblem(400, "invalid_csr");
        operator.postJson("/renew/" + device, object(Map.of("csr", quoted(csr))))
                .isProblem(400, "invalid_csr");
    }

    @Test
    void isTooLarge() {
        String large = "{\"name\": \"" + "a".repeat(70_000) + "\"}";
        for (String path : changes()) {
            operator.postJson(path, large).isProblem(413, "payload_too_large");
            operator.send("POST", path, chunked(large), "Content-Type", "application/json")
                    .isProblem(413, "payload_too_large");
        }
        for (String path : List.of("/devices", "/health", "/credentials/" + "a".repeat(43))) {
            assertThat(operator.send("POST", path, chunked(large), "Content-Type", "application/json")
                            .status())
                    .isIn(404, 405, 413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "nonsense",
                "a/b/c",
                "*/*",
                "application/*",
                ";",
                "application/json;charset=klingon",
            })
    void isOfATypeWeDoNotRead(String type) {
        String body = registration(Map.of());
        for (String path : changes()) {
            for (var publisher : List.of(BodyPublishers.ofString(body), chunked(body))) {
                operator.send("POST", path, publisher, "Content-Type", type).isProblem(415, "unsupported_media_type");
            }
        }
    }

    @Test
    void doesNotSayWhatItIs() {
        for (String path : changes()) {
            operator.send("POST", path, BodyPublishers.ofString(registration(Map.of())))
                    .isProblem(415, "unsupported_media_type");
        }
    }

    @Test
    void isAFormForAMethodThatTakesNone() {
        String large = "a=" + "b".repeat(200_000);
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Answer answer = nobody().send(
                            method, "/health", chunked(large), "Content-Type", "application/x-www-form-urlencoded");
            assertThat(answer.status()).as(method).isIn(405, 413);
            operator.send(method, "/health", chunked("%zz=%"), "Content-Type", "application/x-www-form-urlencoded")
                    .isProblem(405, "method_not_allowed");
        }
    }

    private static java.net.http.HttpRequest.BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(
                () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String labels(int count, int keyLength, int valueLength) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"%s\": \"%s\""
                        .formatted(
                                "k".repeat(keyLength - 1) + (char) ('a' + i % 26) + (i < 26 ? "" : Integer.toString(i)),
                                "v".repeat(valueLength)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A registration that is right but for these fields, in JSON. */
    private static String registration(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(Map.of("name", "\"" + newName() + "\"", "type", "\"pump\""));
        all.putAll(fields);
        return object(all);
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** As JSON, with every character escaped. */
    private static String quoted(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }
}
