package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

@DisplayName("A request with absurd headers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadHeaderTest extends PortalTest {
    private Caller operator;
    private String device;

    @BeforeAll
    void registerOne() {
        operator = operator();
        device = operator.register(newName()).field("device_id");
    }

    static Stream<String> absurdAccepts() {
        return Stream.of(
                "text/plain",
                "image/png",
                "application/xml",
                "application/problem+xml",
                "text/csv, application/x-ndjson",
                "application/json;q=0",
                "garbage",
                "a/b/c",
                ";;;",
                ",",
                "*/*;q=x",
                "*/json",
                "text/html;q=2",
                "text/plain;charset=klingon",
                "x/y,".repeat(500) + "x/y");
    }

    @ParameterizedTest
    @MethodSource("absurdAccepts")
    void isAnsweredAndCarriedOutAllTheSame(String accept) {
        String name = newName();
        Answer registered = operator.postJson(
                "/register",
                "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(name),
                "Accept",
                accept);

        assertThat(registered.is(201).header("Content-Type")).isEqualTo("application/json");
        String id = registered.field("device_id");
        assertThat(operator.get("/device/" + id, "Accept", accept).is(200).field("name"))
                .isEqualTo(name);
        assertThat(operator.get("/devices?q=" + name, "Accept", accept)
                        .is(200)
                        .json()
                        .path("items")
                        .size())
                .isOne();
        assertThat(operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ed25519\"}", "Accept", accept)
                        .is(201)
                        .field("device_id"))
                .isEqualTo(id);
        for (String step : List.of("suspend", "resume")) {
            assertThat(operator.post("/" + step + "/" + id, "Accept", accept)
                            .is(200)
                            .field("device_id"))
                    .isEqualTo(id);
        }
        assertThat(operator.post("/revoke/" + id, "Accept", accept).is(200).field("status"))
                .isEqualTo("revoked");
        for (String path : List.of(
                "/health", "/metrics", "/ca.crt", "/ca/chain.pem", "/crl", "/crl.pem", "/crl/root", "/crl/chain.pem")) {
            assertThat(nobody().get(path, "Accept", accept).is(200).body())
                    .as(path)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("absurdAccepts")
    void isToldWhatIsWrongAllTheSame(String accept) {
        operator.postJson("/register", "{", "Accept", accept).isProblem(400, "invalid_json");
        operator.postJson("/register", "{}", "Accept", accept).isInvalid("name", "type");
        operator.get("/device/x", "Accept", accept).isProblem(400, "invalid_device_id");
        operator.get("/devices?limit=0", "Accept", accept).isInvalid("limit");
        operator.get("/nothing", "Accept", accept).isProblem(404, "not_found");
        operator.get("/register", "Accept", accept).isProblem(405, "method_not_allowed");
        nobody().get("/devices", "Accept", accept).isProblem(401, "unauthorized");
        nobody().get("/credentials/x", "Accept", accept).isProblem(404, "not_found");
        auditor().post("/revoke/" + device, "Accept", accept).isProblem(403, "forbidden");
    }

    @Test
    void isRefusedByTomcatInOurWords() throws IOException {
        String key = "Authorization: Bearer " + operator.key() + "\r\n";
        for (String request : List.of(
                "GET /devices HTTP/1.1\r\n" + key + "\r\n", // no Host
                "GET /devices HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /devices HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /devices HTTP/1.1\r\nHost: localhost\r\n" + key + "X: " + "a".repeat(100_000) + "\r\n\r\n",
                "GET /devices?q=" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n" + key + "\r\n",
                "GET /devices HTTP/1.1\r\nHost: localhost\r\n" + key + "X: a\r\n".repeat(500) + "\r\n",
                "GET /devices HTTP/1.1\r\nHost: localhost\r\nX Y: a\r\n\r\n",
                "GET /devices HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "GET /devices HTTP/1.1\r\nHost: localhost\r\n: a\r\n\r\n",
                "GET /dev\tices HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /devices HTTP/1.1 x\r\nHost: localhost\r\n\r\n",
                "GET devices HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /register HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", // a TLS handshake
                "NONSENSE\r\n\r\n")) {
            Answer answer = raw().send(request);
            assertThat(answer.status()).as(request).isBetween(400, 505).isNotEqualTo(500);
            answer.isProblem(answer.status(), answer.field("error"));
        }
    }

    @Test
    void isRefusedWhenItsChunksAreNone() throws IOException {
        for (String chunks : List.of("zz\r\nab\r\n0\r\n\r\n", "-1\r\n\r\n", "fffffffffffffffff\r\n", "5\r\nab\r\n")) {
            Answer answer = raw().send("POST /register HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + operator.key() + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunks
                    + "garbage\r\n\r\n");
            answer.isProblem(400, answer.field("error"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\u0085b", "\u00c3\u0084", "\u0001", "\u00ad"})
    void doesNotFailOverCharactersNobodyExpects(String value) throws IOException {
        for (String header : List.of(
                "User-Agent",
                "Accept",
                "X-Request-Id",
                "Accept-Language",
                "Authorization",
                "Content-Type",
                "If-None-Match",
                "Origin")) {
            Answer answer = raw().send("POST /revoke/" + device + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (header.equals("Authorization") ? "" : "Authorization: Bearer " + operator.key() + "\r\n")
                    + "Content-Length: 0\r\nConnection: close\r\n" + header + ": " + value + "\r\n\r\n");
            if (answer.status() != 200) {
                assertThat(answer.status()).as(header + answer.text()).isIn(400, 401, 415);
                answer.isProblem(answer.status(), answer.field("error"));
            }
        }
    }

    @Test
    void asksForARangeOrForWhatChanged() {
        for (String path : List.of("/crl", "/ca.crt", "/devices", "/metrics")) {
            Answer answer =
                    operator.get(path, "Range", "bytes=0-3", "If-None-Match", "*", "If-Modified-Since", "garbage");
            assertThat(answer.status()).as(path).isIn(200, 206, 304);
        }
        assertThat(operator.get("/crl", "Range", "bytes=99999999-").status()).isIn(200, 416);
        assertThat(operator.get("/crl", "Range", "nonsense").status()).isIn(200, 416);
    }
}
