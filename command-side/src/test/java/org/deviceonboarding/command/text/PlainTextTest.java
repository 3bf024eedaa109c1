package org.deviceonboarding.command.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.FoldedText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Text that people typed")
class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pumpe 7 (Süd)",
                "泵-1",
                "насос",
                "مضخة",
                "משאבה",
                "पंप",
                "펌프",
                "pump 🔥",
                "🔥 pump",
                "❤️ pump", // with a selector, as phones send it
                "❤︎ pump", // as text
                "family 👨‍👩‍👧‍👦",
                "rainbow 🏳️‍🌈",
                "thumb 👍🏽",
                "👩🏾‍🔧 mechanic",
                "flag 🇩🇪",
                "England 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "1️⃣ first",
                "می‌خواهم", // Persian: a non-joiner between letters that would join
                "۱۳۷۰ ه‍.ش", // Persian: a joiner at the end of an abbreviation
                "क्‍ष", // Devanagari: half a letter
                "ක්‍රම", // Sinhala
                "ന്‍", // Malayalam: a chillu in its old spelling
                "র‍্যাম" // Bengali
            })
    void isTakenInAnyScriptAndWithEmoji(String text) {
        assertThat(PlainText.fault(FoldedText.of(text))).isEmpty();
        assertThat(FoldedText.of(text)).matches(DeviceDetails.NAME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "K\uFFFD\uFFFDln  | has U+FFFD, which stands for a character that was lost on the way",
                "pu\u200Bmp       | has U+200B, which cannot be seen",
                "pu\u2060mp       | has U+2060, which cannot be seen",
                "pu\uFEFFmp       | has U+FEFF, which cannot be seen",
                "pu\u00ADmp       | has U+00AD, which cannot be seen",
                "pu\u034Fmp       | has U+034F, which cannot be seen",
                "pu\u115Fmp       | has U+115F, which cannot be seen",
                "pu\u3164mp       | has U+3164, which cannot be seen",
                "pu\uFFA0mp       | has U+FFA0, which cannot be seen",
                "pu\u2800mp       | has U+2800, which cannot be seen",
                "pu\uFFFCmp       | has U+FFFC, which cannot be seen",
                "pu\u200Dmp       | has U+200D, which cannot be seen",
                "pu\u200Cmp       | has U+200C, which cannot be seen",
                "\u0628\u200D\u0628 | has U+200D, which cannot be seen",
                "pump\uFE0F       | has U+FE0F, which cannot be seen",
                "\u6F22\uDB40\uDD00 | has U+E0100, which cannot be seen",
                "pump\uDB40\uDC41 | has U+E0041, which cannot be seen",
                "pu\u202Emp       | has U+202E, which turns the direction of text",
                "pu\u2066mp       | has U+2066, which turns the direction of text",
                "pu\u200Emp       | has U+200E, which turns the direction of text",
                "\u0645\u061Cx    | has U+061C, which turns the direction of text",
                "\u0149           | has U+0149, which Unicode advises against",
                "pu\uD83Dmp       | has half a character",
                "e\u0301\u0301    | has the same accent twice on one letter",
                "\uD83D\uDD25\u200D\u6CF5 | has U+200D, which cannot be seen",
            })
    void isRefusedIfSomethingInItIsHidden(String text, String fault) {
        assertThat(PlainText.fault(text)).contains(fault);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(" pump  7\t", "pump 7"),
                Arguments.of("pump\u00A07", "pump 7"),
                Arguments.of("pump \u3000 7\u2003", "pump 7"),
                Arguments.of("\r\n pump\t7\n", "pump 7"),
                Arguments.of("Ko\u0308ln", "K\u00F6ln"),
                Arguments.of("\u212Bngstrom", "\u00C5ngstrom"),
                Arguments.of("pump\n7", "pump\n7"),
                Arguments.of(" \u2003", ""));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void hasOneForm(String text, String form) {
        assertThat(FoldedText.of(text)).isEqualTo(form);
        assertThat(FoldedText.of(form)).isEqualTo(form);
    }

    @Test
    void isComparedByWhatPeopleSee() {
        assertThat(Lookalikes.skeleton("pump-1"))
                .isEqualTo(Lookalikes.skeleton("pump-l"))
                .isEqualTo(Lookalikes.skeleton("рumр-1")) // Cyrillic er
                .isNotEqualTo(Lookalikes.skeleton("pump-2"))
                .isNotEqualTo(Lookalikes.skeleton("Pump-1"));
    }
}
