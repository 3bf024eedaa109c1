package org.deviceonboarding.verify.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deviceonboarding.domain.device.SerialNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The JSON of a bundle")
class BundleJsonTest {
    /** The server shows serial numbers with all digits of their octets: one in sixteen begins with a zero. */
    @ParameterizedTest
    @ValueSource(strings = {"\"0abc\"", "\"abc\""})
    void hasSerialNumbersAsTheyAreShownAndAsTheyAreStored(String shown) {
        assertThat(BundleJson.read(shown, SerialNumber.class)).isEqualTo(new SerialNumber("abc"));
    }

    @Test
    void hasNothingElseInTheirPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> BundleJson.read("\"000\"", SerialNumber.class));
    }
}
