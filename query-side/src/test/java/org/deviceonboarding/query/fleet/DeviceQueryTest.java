package org.deviceonboarding.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

@DisplayName("A device query")
class DeviceQueryTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");

    @Test
    void isTheFirstFiftyByNameWhenNothingIsAsked() {
        DeviceQuery query = parse();

        assertThat(query.sql())
                .isEqualTo(
                        "select model from device_model where type <> 'portal-canary' order by name asc, device_id asc limit :limit");
        assertThat(query.parameters()).isEqualTo(Map.of("limit", 51));
    }

    @Test
    void combinesItsFilters() {
        DeviceQuery query = parse(
                "status",
                "active",
                "type",
                "pump",
                "label",
                "site=Berlin",
                "q",
                "50%_\\",
                "limit",
                "7",
                "certificate_state",
                "expiring");

        assertThat(query.parameters())
                .isEqualTo(Map.of(
                        "status", "active",
                        "type", "pump",
                        "certificate_state", "expiring",
                        "label", "{\"site\":\"Berlin\"}",
                        "text", "%50\\%\\_\\\\%",
                        "limit", 8));
    }

    @Test
    void goesOnBehindItsCursor() {
        String cursor = new DeviceCursor(DeviceSort.NAME_DESCENDING, "pump 7", PUMP).encode("devices {}");

        DeviceQuery query = parse("cursor", cursor);

        assertThat(query.sql())
                .isEqualTo(
                        "select model from device_model where type <> 'portal-canary' and (name, device_id) < (cast(:after as text), :after_id)"
                                + " order by name desc, device_id desc limit :limit");
        assertThat(query.parameters()).containsEntry("after", "pump 7").containsEntry("after_id", PUMP.value());
    }

    @ParameterizedTest
    @CsvSource({
        "status, gone",
        "label, nokey",
        "label, =x",
        "certificate_state, EXPIRING",
        "expires_before, yesterday",
        "expires_before, -2000-01-01T00:00:00Z",
        "expires_before, +999999999-01-01T00:00:00Z",
        "sort, colour",
        "limit, 0",
        "limit, 501",
        "limit, -1",
        "limit, 99999999999999999999",
        "cursor, %%%",
        "cursor, bmFtZXxub3QtYW4taWR8eA",
        "statsu, active",
    })
    void namesWhatIsWrong(String parameter, String value) {
        assertThatThrownBy(() -> parse(parameter, value))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::refusal)
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(RefusalCode.VALIDATION_ERROR);
                    assertThat(refusal.members()).containsOnlyKeys(parameter);
                });
    }

    @Test
    void refusesACursorOfAnotherOrder() {
        String cursor = new DeviceCursor(DeviceSort.NAME, "pump 7", PUMP).encode("devices {}");

        assertThatThrownBy(() -> parse("cursor", cursor, "sort", "-name")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAParameterGivenTwice() {
        assertThatThrownBy(() -> parse("status", "active", "status", "revoked")).isInstanceOf(Refused.class);
    }

    private static DeviceQuery parse(String... namesAndValues) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return DeviceQuery.of(Parameters.bind(DeviceParameters.class, parameters));
    }
}
