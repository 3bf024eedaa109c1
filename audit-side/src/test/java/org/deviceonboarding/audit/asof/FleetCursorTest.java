package org.deviceonboarding.audit.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.deviceonboarding.domain.device.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cursor of the fleet as it was")
class FleetCursorTest {
    @Test
    void isReadAsItWasWritten() {
        FleetCursor cursor = new FleetCursor(4711, new DeviceId("0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70"));

        assertThat(FleetCursor.of(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1|",
                "|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70",
                "-1|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70",
                "1|x",
                "1|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70|",
                "9999999999999999999|0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70"
            })
    void isNothingElse(String plain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetCursor.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(plain.getBytes(StandardCharsets.UTF_8))));
        assertThatIllegalArgumentException().isThrownBy(() -> FleetCursor.of(plain));
    }
}
