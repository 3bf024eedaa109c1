package org.deviceonboarding.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

@DisplayName("A form")
class QueryFormTest {
    private final MultiValueMap<String, String> given =
            new LinkedMultiValueMap<>(Map.of("q", java.util.List.of(" a b&c "), "status", java.util.List.of(" ")));

    @Test
    void leavesOutWhatIsEmpty() {
        QueryForm form = QueryForm.of(given);

        assertThat(form.get("q")).isEqualTo("a b&c");
        assertThat(form.has("status")).isFalse();
        assertThat(form.get("status")).isEmpty();
    }

    @Test
    void goesOnWithAnotherField() {
        QueryForm form = QueryForm.of(given);

        assertThat(form.with("cursor", "é").at("/ui/fleet")).isEqualTo("/ui/fleet?q=a%20b%26c&cursor=%C3%A9");
        assertThat(form.with("q", "").at("/ui/fleet")).isEqualTo("/ui/fleet");
        assertThat(form.without("q").has("q")).isFalse();
        assertThat(form.get("q")).as("the form itself stays as it is").isEqualTo("a b&c");
    }

    @Test
    void hasFaultsOnlyIfItsFieldsAreWrong() {
        Refused conflict = new Refused(RefusalCode.CONFLICT, "no");

        assertThatThrownBy(() -> QueryForm.faults(conflict)).isSameAs(conflict);
    }
}
