package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A device profile")
class DeviceProfileTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-24H", "PT23H59M59S", "P3654D", "PT24H0.5S"})
    void refusesAValidityThatMakesNoSense(Duration validity) {
        assertThatThrownBy(() -> new DeviceProfile(validity, TestCa.CRL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 3653 days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"crl", "/crl", "ftp://a/crl", "http:/crl", "http://user:secret@a/crl", "http://a/#crl", "urn:a:b"
            })
    void refusesADistributionPointNobodyCanFetch(URI crl) {
        assertThatThrownBy(() -> new DeviceProfile(Duration.ofDays(1), crl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CRL distribution point");
    }

    @Test
    void canBeMadeForAnotherValidity() {
        assertThat(new DeviceProfile(Duration.ofDays(1), TestCa.CRL).withValidity(Duration.ofDays(3653)))
                .isEqualTo(new DeviceProfile(Duration.ofDays(3653), TestCa.CRL));
    }
}
