package org.deviceonboarding.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the portal. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Stack traces, and names of classes: ours, the framework's, the platform's. */
    private static final Pattern INNARDS = Pattern.compile(
            "\\bat [a-z]+\\.|Exception|Throwable|\\.java:|\\b(java|jakarta|org|tools|com)\\.[a-z]+\\.|Caused by|Tomcat|SELECT|select ");

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public String field(String name) {
        return json().path(name).asString();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public Answer is(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        return this;
    }

    /** A problem document of this kind (RFC 9457) that tells nothing it should not. */
    public Answer isProblem(int expected, String error) {
        assertThat(status).as(text()).isEqualTo(expected);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(field("error")).as(text()).isEqualTo(error);
        assertThat(field("type")).isEqualTo("urn:device-onboarding:problem:" + error);
        assertThat(json().path("status").asInt()).isEqualTo(expected);
        assertThat(field("title")).isNotEmpty();
        assertThat(json().has("instance")).as("a path, which may hold a token").isFalse();
        assertThat(text()).doesNotContainPattern(INNARDS);
        return this;
    }

    /** Says which fields are at fault, in any order. */
    public Answer isInvalid(String... fields) {
        isProblem(400, "validation_error");
        List<String> named = json().path("details")
                .valueStream()
                .map(fault -> fault.path("field").asString())
                .toList();
        assertThat(named).as(text()).containsExactlyInAnyOrder(fields);
        assertThat(json().path("details").valueStream())
                .allSatisfy(
                        fault -> assertThat(fault.path("message").asString()).isNotBlank());
        return this;
    }
}
