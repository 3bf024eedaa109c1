package org.deviceonboarding.access.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.probe.ProbeTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Each event says")
class ProvenanceTest extends ProbeTest {
    @Test
    void whoDidItAndHowAndFromWhere() {
        Caller operator = operator();
        Answer registered = operator.postJson(
                "/register",
                "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ed25519\"}".formatted(newName()),
                "X-Request-Id",
                "ticket-4711",
                "User-Agent",
                "onboard/1.0 (test)");
        assertThat(registered.is(201).header("X-Request-Id")).isEqualTo("ticket-4711");

        List<JsonNode> events = metadata(registered.field("device_id"));

        assertThat(events).hasSize(1).allSatisfy(event -> {
            assertThat(event.path("actor").asString()).isEqualTo(nameOf(operator, "operator"));
            assertThat(event.path("auth").asString()).isEqualTo("api_key");
            assertThat(event.path("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
            assertThat(event.path("correlation_id").asString()).isEqualTo("ticket-4711");
            assertThat(event.path("user_agent").asString()).isEqualTo("onboard/1.0 (test)");
            assertThat(event.toString()).doesNotContain(String.valueOf(operator.key()));
        });
    }

    @Test
    void whichAddressOurProxyNamesAndNotWhatTheCallerWrote() throws IOException {
        Caller operator = operator();
        String id = operator.register(newName()).field("device_id");

        Answer answer = raw().send(
                        "POST /suspend/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.1, [2001:db8::7]:443\r\n\r\n"
                                .formatted(id, operator.key()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(metadata(id).getLast().path("address").asString()).isEqualTo("2001:db8::7");
    }

    @Test
    void thatALinkWasUsedByNobodyWeKnow() {
        Answer registered = operator().register(newName());
        Answer fetched = nobody().post("/credentials/" + registered.field("device_id"));

        JsonNode event = metadata(registered.field("device_id")).getLast();

        assertThat(event.path("actor").asString()).isEqualTo("anonymous");
        assertThat(event.path("auth").asString()).isEqualTo("credentials_link");
        assertThat(event.path("correlation_id").asString()).isEqualTo(fetched.header("X-Request-Id"));
    }

    @Test
    void whoseKeyCameWithTheLink() {
        Caller operator = operator();
        Answer registered = operator.register(newName());
        operator.post("/credentials/" + registered.field("device_id")).is(200);

        assertThat(metadata(registered.field("device_id"))
                        .getLast()
                        .path("actor")
                        .asString())
                .isEqualTo(nameOf(operator, "operator"));
    }

    @Test
    void noMoreOfTheUserAgentThanFitsOneLine() throws IOException {
        Caller operator = operator();
        String id = operator.register(newName()).field("device_id");

        Answer answer = raw().send(
                        "POST /revoke/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\nConnection: close\r\nUser-Agent: a\tb\u00adc%s\r\n\r\n"
                                .formatted(id, operator.key(), "x".repeat(1_000)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(metadata(id).getLast().path("user_agent").asString()).isEqualTo("abc" + "x".repeat(253));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "with space",
                "a\tb56789",
                "semi;colon",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void anIdOfOursWhereTheCallersIsNoneWeRepeat(String given) {
        Answer answer = nobody().get("/health", "X-Request-Id", given);

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{24}");
    }

    @Test
    void theIdThatEveryAnswerCarries() {
        for (Answer answer : List.of(
                nobody().get("/devices"),
                nobody().get("/device/a;b"),
                nobody().get("/credentials/x"),
                admin().get("/nothing"))) {
            assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{24}");
        }
    }
}
