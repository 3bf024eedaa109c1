package org.deviceonboarding.access.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Access")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest extends ProbeTest {
    private String device;

    @BeforeAll
    void registerOne() {
        device = operator().register(newName()).field("device_id");
    }

    @ParameterizedTest
    @CsvSource({
        // request, nobody, operator, auditor, admin
        "POST /register, 401, 201, 403, 201",
        "POST /renew/{id}, 401, 200, 403, 200",
        "POST /suspend/{id}, 401, 200, 403, 200",
        "POST /resume/{id}, 401, 200, 403, 200",
        "POST /revoke/{id}, 401, 200, 403, 200",
        "POST /reissue/{id}, 401, 200, 403, 200",
        "GET /device/{id}, 401, 200, 200, 200",
        "POST /decommission/{id}, 401, 200, 403, 200",
        "GET /device/{id}/history, 401, 200, 200, 200",
        "GET /audit/events, 401, 403, 200, 200",
        "GET /devices, 401, 200, 200, 200",
        "PUT /acl-templates/fan, 401, 403, 403, 200",
        "GET /acl-templates, 401, 200, 200, 200",
        "GET /acl-templates/fan, 401, 200, 200, 200",
        "POST /acl-templates/fan/preview, 401, 200, 200, 200",
        "GET /brokers, 401, 200, 200, 200",
        "GET /credentials/unknown, 404, 404, 404, 404",
        "POST /credentials/unknown, 404, 404, 404, 404",
        "GET /whoami, 401, 200, 200, 200",
        "GET /admin/api-keys, 401, 403, 403, 200",
        "GET /login, 200, 303, 303, 303",
        "GET /health, 200, 200, 200, 200",
        "GET /health/live, 200, 200, 200, 200",
        "GET /health/ready, 200, 200, 200, 200",
        "GET /health/liveness, 401, 404, 404, 404",
        "GET /metrics, 200, 200, 200, 200",
        "GET /ca.crt, 200, 200, 200, 200",
        "GET /ca/chain.pem, 200, 200, 200, 200",
        "GET /crl, 200, 200, 200, 200",
        "GET /crl.pem, 200, 200, 200, 200",
        "GET /nothing, 401, 404, 404, 404",
        "GET /actuator, 401, 404, 404, 404",
        "GET /error, 401, 404, 404, 404",
        "GET /.well-known/oauth-protected-resource, 401, 404, 404, 404",
    })
    void isGivenByRole(String request, int nobody, int operator, int auditor, int admin) {
        assertThat(ask(nobody(), request).status()).isEqualTo(nobody);
        assertThat(ask(operator(), request).status()).isEqualTo(operator);
        assertThat(ask(auditor(), request).status()).isEqualTo(auditor);
        assertThat(ask(admin(), request).status()).isEqualTo(admin);
        // Health asks for no key, and so looks at none: it has to answer without a database.
        if (nobody != 200 || !request.startsWith("GET /health")) {
            ask(new Caller(nobody().port(), "garbage"), request).isProblem(401, "unauthorized");
        }
    }

    private Answer ask(Caller caller, String request) {
        String path = request.substring(request.indexOf(' ') + 1).replace("{id}", device);
        if (request.startsWith("GET")) {
            return caller.get(path);
        }
        if (path.startsWith("/acl-templates/")) {
            String template = "{\"rules\": []}";
            return request.startsWith("PUT") ? caller.putJson(path, template) : caller.postJson(path, template);
        }
        String body = path.equals("/register")
                ? "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(newName())
                : "";
        if (path.endsWith("/preview")) {
            return caller.postJson(path, "{\"rules\": []}");
        }
        return body.isEmpty() ? caller.post(path) : caller.postJson(path, body);
    }

    @Test
    void isRefusedBeforeAnythingIsSaidOfDevices() {
        for (String id : List.of(device, UUID.randomUUID().toString(), "x", "..;")) {
            nobody().get("/device/" + id.replace("..;", "x")).isProblem(401, "unauthorized");
            nobody().postJson("/revoke/" + id.replace("..;", "x"), "{").isProblem(401, "unauthorized");
            auditor().postJson("/renew/" + id.replace("..;", "x"), "{").isProblem(403, "forbidden");
        }
        nobody().postJson("/register", "a".repeat(100_000)).isProblem(401, "unauthorized");
    }

    @Test
    void isAskedForWithAChallenge() {
        Answer without = nobody().get("/devices").isProblem(401, "unauthorized");
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");

        Answer wrong =
                new Caller(nobody().port(), "0".repeat(64)).get("/devices").isProblem(401, "unauthorized");
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    static Stream<String> noKeys() {
        return Stream.of(
                "Bearer",
                "Bearer ",
                "Bearer  ",
                "Basic YWRtaW46YWRtaW4=",
                "bearer\u0009x",
                "Bearer a b",
                "Bearer a,b",
                "Bearer \u00e9",
                "x",
                "Negotiate",
                "DPoP x",
                "Digest username=\"x\"");
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void isNotGivenForAnythingButAKey(String authorization) {
        Answer answer = nobody().get("/devices", "Authorization", authorization);

        assertThat(answer.status()).isIn(400, 401);
        answer.isProblem(answer.status(), answer.field("error"));
    }

    @Test
    void isNotGivenForAKeyInAnotherDress() {
        String key = String.valueOf(admin().key());
        nobody().get("/devices", "Authorization", "bearer " + key).is(200); // RFC 9110: the scheme knows no case
        for (String other : List.of(
                key.toUpperCase(java.util.Locale.ROOT),
                key + "0",
                key.substring(1),
                Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex())) {
            new Caller(nobody().port(), other).get("/devices").isProblem(401, "unauthorized");
        }
        nobody().get("/devices", "X-Api-Key", key).isProblem(401, "unauthorized");
        nobody().get("/devices", "Cookie", "key=" + key).isProblem(401, "unauthorized");
    }

    @Test
    void isKeptAsHashesOnly() {
        String key = String.valueOf(admin().key());

        assertThat(key).matches("onb_[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("select hash from api_key where name = 'admin'")
                        .query(String.class)
                        .single())
                .isEqualTo(Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex());
        assertThat(jdbc.sql("select count(*) from api_key where row_to_json(api_key)::text like :key")
                        .param("key", "%" + key + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/devices",
                "/nothing",
                "/ca.crt",
                "/crl",
                "/metrics",
                "/credentials/x",
                "/a;b",
                "/a//b"
            })
    void leavesBrowsersNoRoomForMistakes(String path) {
        for (Answer answer : List.of(nobody().get(path), admin().get(path))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Cache-Control")).isNotEmpty();
            assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
        }
    }

    @Test
    void isNotOpenedToOtherSites() {
        Answer answer = operator()
                .send(
                        "OPTIONS",
                        "/devices",
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        "Origin",
                        "https://evil.example",
                        "Access-Control-Request-Method",
                        "GET");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(operator().get("/devices", "Origin", "https://evil.example").header("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
