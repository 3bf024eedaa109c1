package org.deviceonboarding.testkit.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer")
class AnswerTest {
    private static final String FAULT = ", \"details\": [{\"field\": \"limit\", \"message\": \"must be less\"}]";

    @Test
    void isAProblemIfItIsADocumentOfThatKind() {
        assertThatCode(() -> problem("").isProblem(400, "validation_error")).doesNotThrowAnyException();
        assertThatThrownBy(() -> problem("").isProblem(400, "conflict")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> problem("").isProblem(409, "validation_error")).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"detail\": \"java.lang.IllegalStateException\"",
                ", \"detail\": \"at com.example.Main\"",
                ", \"detail\": \"select name from device\"",
                ", \"instance\": \"/credentials/secret\"",
            })
    void isNoneThatShowsWhatItShouldNot(String more) {
        assertThatThrownBy(() -> problem(more).isProblem(400, "validation_error"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void namesTheFieldsAtFault() {
        assertThatCode(() -> problem(FAULT).isInvalid("limit")).doesNotThrowAnyException();
        assertThatThrownBy(() -> problem(FAULT).isInvalid("sort")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> problem(FAULT).isInvalid("limit", "sort")).isInstanceOf(AssertionError.class);
    }

    private static Answer problem(String more) {
        String json = "{\"type\": \"urn:device-onboarding:problem:validation_error\", \"title\": \"Bad Request\","
                + " \"status\": 400, \"error\": \"validation_error\"" + more + "}";
        return new Answer(
                400,
                HttpHeaders.of(Map.of("Content-Type", List.of("application/problem+json")), (_, _) -> true),
                json.getBytes(StandardCharsets.UTF_8));
    }
}
