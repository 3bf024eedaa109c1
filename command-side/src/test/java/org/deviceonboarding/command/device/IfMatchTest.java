package org.deviceonboarding.command.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("If-Match")
class IfMatchTest {
    @Test
    void namesVersions() {
        assertThat(IfMatch.valueOf("\"4711\"")).isEqualTo(new IfMatch(false, Set.of(4711L)));
        assertThat(IfMatch.valueOf("\"1\" , \"2-0a1b\",\"3\"")).isEqualTo(new IfMatch(false, Set.of(1L, 2L, 3L)));
        assertThat(IfMatch.valueOf("*").covers(7)).isTrue();
        assertThat(IfMatch.valueOf(IfMatch.tag(7)).covers(7)).isTrue();
        assertThat(IfMatch.valueOf(IfMatch.tag(7)).covers(8)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"4711\"",
                "\"\"",
                "\"abc\"",
                "\"04711\"",
                "\"4711-\"",
                "\"4711-xyz\"",
                "\"9999999999999999999\""
            })
    void coversNothingWithATagThatIsNotAStrongOneOfOurs(String header) {
        assertThat(IfMatch.valueOf(header)).isEqualTo(new IfMatch(false, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "4711",
                "\"4711",
                "4711\"",
                "\"1\" \"2\"",
                "\"1\",",
                ",\"1\"",
                "\"1\",*",
                "**",
                "w/\"1\""
            })
    void isNothingElse(String header) {
        assertThatThrownBy(() -> IfMatch.valueOf(header)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> IfMatch.valueOf("\"1\"," + "\"2\",".repeat(2_000) + "\"3\""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
