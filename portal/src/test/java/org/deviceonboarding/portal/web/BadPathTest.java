package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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

@DisplayName("A path that is wrong")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadPathTest extends PortalTest {
    private Caller operator;
    private String device;
    private String token;
    private WrittenRows before;

    @BeforeAll
    void registerOne() {
        operator = operator();
        Answer registered = operator.register(newName());
        device = registered.field("device_id");
        token = registered.field("credentials_link").replaceAll(".*/", "");
        before = written();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(written()).isEqualTo(before);
    }

    private List<String> requests(String id) {
        return Stream.of(
                        "GET /device/%s",
                        "GET /device/%s/history",
                        "POST /revoke/%s",
                        "POST /renew/%s",
                        "POST /reissue/%s",
                        "POST /suspend/%s",
                        "POST /resume/%s",
                        "POST /decommission/%s")
                .map(request -> request.replace("%s", id))
                .toList();
    }

    private Answer raw(String methodAndTarget, String... headerLines) throws IOException {
        return raw().send("%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n%s\r\n"
                .formatted(
                        methodAndTarget,
                        operator.key(),
                        Stream.of(headerLines).map(line -> line + "\r\n").reduce("", String::concat)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "null",
                "-",
                "0b0e7a9c6f0e4f4b9d3c2f6f3a1d5e70",
                "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e7",
                "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e701",
                "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e7g",
                "%20",
                "0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70%20",
                "%C3%A9",
                "*",
                "+",
                "$SYS",
                "'%20or%201=1",
                "$%7Bjndi:x%7D",
            })
    void namesNoDevice(String id) throws IOException {
        for (String request : requests(id)) {
            raw(request).isProblem(400, "invalid_device_id");
        }
    }

    @Test
    void namesADeviceInUpperCase() throws IOException {
        for (String request : requests(device.toUpperCase(Locale.ROOT))) {
            raw(request).isProblem(400, "invalid_device_id");
        }
        for (String request : requests("%7B" + device + "%7D")) {
            raw(request).isProblem(400, "invalid_device_id");
        }
    }

    @Test
    void namesADeviceThereIsNot() throws IOException {
        for (String id : List.of(UUID.randomUUID().toString(), "00000000-0000-0000-0000-000000000000")) {
            for (String request : requests(id)) {
                raw(request).isProblem(404, "not_found");
            }
        }
    }

    @Test
    void isFarTooLong() throws IOException {
        for (String request : requests("a".repeat(3_000))) {
            raw(request).isProblem(400, "invalid_device_id");
        }
        for (String request : requests("a".repeat(100_000))) {
            assertThat(raw(request).status()).isIn(400, 414, 431);
        }
    }

    static Stream<String> malformed() {
        return Stream.of(
                "%00",
                "%0a",
                "%0d%0a",
                "%2e%2e",
                "%2F",
                "%2f..%2f",
                "..%2F",
                "%5C",
                "..%5c",
                "a;b=c",
                "%3Ba",
                ";",
                "%",
                "%zz",
                "%2",
                "%ff",
                "%c0%af",
                "%ed%a0%80",
                "%252e%252e%252f",
                "<a>",
                "\"",
                "{}",
                "|",
                "\\",
                "^",
                "`",
                "[",
                "\u00e9",
                "\u0001",
                "\u007f",
                "a//b",
                "./a",
                "../devices/a",
                ".",
                "..",
                "%7f",
                "%e2%80%a8",
                "%c2%85");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isMalformed(String id) throws IOException {
        for (String request : requests(id)) {
            Answer answer = raw(request);
            assertThat(answer.status()).as(answer.text()).isIn(400, 404);
            answer.isProblem(answer.status(), answer.field("error"));
            assertThat(answer.field("error")).isIn("bad_request", "invalid_device_id", "not_found");
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void doesNotReachCredentials(String word) throws IOException {
        for (String path : List.of("/credentials/" + word, "/credentials/" + token + word)) {
            for (String method : List.of("GET ", "POST ")) {
                Answer answer = raw(method + path);
                assertThat(answer.status()).as(answer.text()).isIn(400, 404);
                answer.isProblem(answer.status(), answer.field("error"));
                assertThat(answer.text()).doesNotContain(token);
            }
        }
        assertThat(nobody().head("/credentials/" + token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/device",
                "/device/",
                "/devices/",
                "/register/",
                "/register/x",
                "/revoke",
                "/renew/",
                "/reissue/",
                "/credentials",
                "/credentials/",
                "/ca",
                "/ca/",
                "/ca/root.pem",
                "/crl/",
                "/crl.der",
                "/health/",
                "/health/liveness",
                "/health/live/",
                "/metrics/jvm",
                "/actuator",
                "/actuator/health",
                "/actuator/env",
                "/actuator/heapdump",
                "/error",
                "/favicon.ico",
                "/index.html",
                "/webjars/x",
                "/h2-console",
                "/.well-known/oauth-protected-resource",
                "/WEB-INF/web.xml",
                "/credentials.html",
                "/DEVICES",
                "/devices.json",
                "/*",
            })
    void leadsNowhere(String path) {
        operator.get(path).isProblem(404, "not_found");
        assertThat(operator.post(path).status()).as(path).isIn(404, 405);
        assertThat(nobody().get(path).status()).as(path).isIn(401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit", "/audit/", "/audit/events/", "/audit/events/1", "/audit/x", "/admin", "/admin/x"})
    void leadsNowhereForThoseWhoMayGoThere(String path) {
        admin().get(path).isProblem(404, "not_found");
        assertThat(admin().post(path).status()).as(path).isIn(404, 405);
        assertThat(operator.get(path).status()).as(path).isIn(403, 404);
        assertThat(nobody().get(path).status()).as(path).isIn(401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void leadsToAHistoryThatNobodyWrites(String method) {
        admin().send(method, "/audit/events", BodyPublishers.noBody()).isProblem(405, "method_not_allowed");
    }

    @Test
    void leadsNowhereWithMoreBehindIt() {
        operator.get("/device/" + device + "/").isProblem(404, "not_found");
        operator.get("/device/" + device + "/history/").isProblem(404, "not_found");
        operator.get("/device/" + device + "/x").isProblem(404, "not_found");
        operator.post("/revoke/" + device + "/").isProblem(404, "not_found");
        operator.get("/credentials/" + token + "/").isProblem(404, "not_found");
    }

    static Stream<String> endpoints() {
        String id = UUID.randomUUID().toString();
        return Stream.of(
                "GET /register",
                "PUT /register",
                "PATCH /register",
                "DELETE /register",
                "POST /device/" + id,
                "PUT /device/" + id,
                "DELETE /device/" + id,
                "POST /device/" + id + "/history",
                "DELETE /device/" + id + "/history",
                "POST /devices",
                "PUT /devices",
                "DELETE /devices",
                "GET /suspend/" + id,
                "PUT /suspend/" + id,
                "GET /resume/" + id,
                "GET /decommission/" + id,
                "DELETE /decommission/" + id,
                "GET /revoke/" + id,
                "PUT /revoke/" + id,
                "DELETE /revoke/" + id,
                "GET /renew/" + id,
                "GET /reissue/" + id,
                "PUT /renew/" + id,
                "DELETE /renew/" + id,
                "PUT /credentials/" + id,
                "PATCH /credentials/" + id,
                "DELETE /credentials/" + id,
                "POST /acl-templates",
                "PUT /acl-templates",
                "DELETE /acl-templates",
                "POST /acl-templates/pump",
                "DELETE /acl-templates/pump",
                "GET /acl-templates/pump/preview",
                "PUT /acl-templates/pump/preview",
                "POST /brokers",
                "PUT /brokers",
                "DELETE /brokers",
                "POST /ca.crt",
                "PUT /ca.crt",
                "DELETE /ca.crt",
                "POST /ca/chain.pem",
                "DELETE /ca/chain.pem",
                "POST /crl",
                "PUT /crl",
                "DELETE /crl",
                "POST /crl.pem",
                "DELETE /crl.pem",
                "POST /health",
                "PUT /health",
                "DELETE /health",
                "POST /health/live",
                "PUT /health/ready",
                "POST /metrics",
                "DELETE /metrics");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void doesNotTakeThatMethod(String request) throws IOException {
        Answer answer = raw(request, "Content-Length: 0");

        answer.isProblem(405, "method_not_allowed");
        assertThat(answer.header("Allow")).isNotEmpty().doesNotContain(request.substring(0, request.indexOf(' ')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE",
                "CONNECT",
                "PROPFIND",
                "get",
                "FOO",
                "G@T",
                "\u00e9",
                "GETGETGETGETGETGETGETGETGETGETGETGETGETGETGET"
            })
    void comesWithAMethodNobodyKnows(String method) throws IOException {
        Answer answer = raw(method + " /devices");

        assertThat(answer.status()).isIn(400, 405, 501);
        answer.isProblem(answer.status(), answer.field("error"));
    }
}
