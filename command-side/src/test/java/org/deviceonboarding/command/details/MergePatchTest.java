package org.deviceonboarding.command.details;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.deviceonboarding.domain.command.DetailsPatch;
import org.deviceonboarding.domain.refusal.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A merge patch")
class MergePatchTest {
    @Test
    void meansWhatIsInIt() {
        Map<String, DetailsPatch.Wish> labels =
                Map.of("line", new DetailsPatch.Wish("c"), "area", new DetailsPatch.Wish(null));

        assertThat(read("""
                {"name": "pump 2", "location": null, "labels": {"line": "c", "area": null}}""")).isEqualTo(new DetailsPatch("pump 2", new DetailsPatch.Wish(null), null, false, labels));
        assertThat(read("{\"firmware\": \"1.3\", \"labels\": null}"))
                .isEqualTo(new DetailsPatch(null, null, new DetailsPatch.Wish("1.3"), true, Map.of()));
        assertThat(read("{}")).isEqualTo(new DetailsPatch(null, null, null, false, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                              | body",
                "`null`                          | body",
                "\"name\"                        | body",
                "{\"name\": null}                | name",
                "{\"name\": 7}                   | name",
                "{\"name\": \"\"}                | name",
                "{\"name\": \"a/b\"}             | name",
                "{\"name\": \"a\\u0000\"}        | name",
                "{\"location\": \"=1+1\"}        | location",
                "{\"firmware\": [\"1\"]}         | firmware",
                "{\"type\": \"pump\"}            | type",
                "{\"status\": \"active\"}        | status",
                "{\"labels\": []}                | labels",
                "{\"labels\": {\"A\": \"b\"}}    | labels",
                "{\"labels\": {\"a\": \"@b\"}}   | labels",
                "{\"labels\": {\"a\": {}}}       | labels",
            })
    void meansNothingElse(String patch, String field) {
        assertThat(faults(patch)).containsOnlyKeys(field);
    }

    @Test
    void isToldAllItsFaultsAtOnce() {
        assertThat(faults("{\"name\": null, \"type\": \"x\", \"location\": 1, \"x\\ny\": 1}"))
                .containsOnlyKeys("name", "type", "location", "x?y");
    }

    private static Map<String, String> faults(String patch) {
        return catchThrowableOfType(Refused.class, () -> read(patch)).refusal().members();
    }

    private static DetailsPatch read(String patch) {
        return MergePatch.read(JsonMapper.shared().readTree(patch));
    }
}
