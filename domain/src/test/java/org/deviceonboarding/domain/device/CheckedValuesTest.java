package org.deviceonboarding.domain.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Checked values")
class CheckedValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0190D7A2-6D5C-4C7E-A4D5-0F1E2D3C4B5A",
                "0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a\ntopic readwrite #",
                "0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a\n",
                "0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5+",
                "projector",
                "../../etc/passwd",
                "1-1-1-1-1",
            })
    void keepOddDeviceIdsOut(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "-a",
                "=1+1",
                "@x",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a/b",
                "../a",
                "a+b",
                "a#b",
                "a\u202eb",
                "a\u2028b",
                "a\"b",
                "a<b"
            })
    void keepOddNamesOut(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceDetails(name, "pump", null, null, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceDetails("pump", name, null, null, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"abc,0abc", "0abc,0abc", "0ABC,0abc", "00abcd,abcd", "ABCD,abcd", "1,01"})
    void showSerialNumbersWithAllTheirDigitsAndReadThemEitherWay(String given, String shown) {
        SerialNumber serial = SerialNumber.parse(given);

        assertThat(serial.shown()).isEqualTo(shown);
        assertThat(serial).hasToString(shown).isEqualTo(new SerialNumber(shown.replaceFirst("^0+", "")));
        assertThat(SerialNumber.shown(serial.toBigInteger())).isEqualTo(shown);
        assertThat(serial.hex()).doesNotStartWith("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Pumpe 7 (Süd)", "泵-1", "plant:hall.3_pump@7", "7"})
    void letOrdinaryNamesIn(String name) {
        assertThat(new DeviceDetails(name, name, null, null, Map.of()).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "#", "/a", "$SYS/#", "a//b", "a/#/b", "a b", "a\nb", "a/b+", "a/+b", "a/%u", "a\tb", "a/b#"})
    void keepOddTopicFiltersOut(String filter) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicRule(TopicAccess.READ, filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "a/#", "a/+/b", "+/b/#", "devices/0190d7a2/x.y_z-1"})
    void letOrdinaryTopicFiltersIn(String filter) {
        assertThat(new TopicRule(TopicAccess.READ, filter).filter()).isEqualTo(filter);
    }
}
