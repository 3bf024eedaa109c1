package org.deviceonboarding.web.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.web.WebTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A device's page")
class DeviceDetailsPageTest extends WebTest {
    @Test
    void tellsWhatHappenedToIt() {
        GivenDevice device = registered("pump 7", "Hall 1");
        String path = "/ui/devices/" + device.id();
        assertThat(browse(auditor(), path).is(200).text())
                .contains("pump 7", "Hall 1", device.id().value())
                .doesNotContain("Device suspended");

        given().happened(Instant.now(), device.suspended());

        assertThat(browse(auditor(), path).is(200).text()).contains("Device suspended");
        assertThat(browse(auditor(), path + "/live").is(200).text())
                .contains("Device suspended")
                .doesNotContain("<!DOCTYPE");
    }

    @Test
    void readsItsLocationAsTextAndNotAsHtml() {
        String name = "pump " + UUID.randomUUID();
        GivenDevice device = registered(name, "Hall \"><script>alert(1)</script>");

        for (String path : List.of("/ui/devices/" + device.id(), "/ui/fleet?q=" + name.replace(" ", "%20"))) {
            assertThat(browse(auditor(), path).is(200).text())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>alert");
        }
    }

    @Test
    void isNoneOfADeviceThereIsNot() {
        assertThat(browse(auditor(), "/ui/devices/00000000-0000-4000-8000-000000000000")
                        .is(404)
                        .text())
                .contains("There is nothing here");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, suspend renew revoke decommission",
        "SUSPENDED, resume revoke decommission",
        "REVOKED, reissue decommission",
        "DECOMMISSIONED, ''",
    })
    void offersWhatCanBeDone(DeviceStatus status, String actions) {
        DeviceActions offered = DeviceActions.of(status);

        assertThat(offered)
                .isEqualTo(new DeviceActions(
                        actions.contains("suspend"),
                        actions.contains("resume"),
                        actions.contains("renew"),
                        actions.contains("reissue"),
                        actions.contains("revoke"),
                        actions.contains("decommission")));
    }
}
