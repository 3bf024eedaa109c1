package org.deviceonboarding.web.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.web.WebTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The fleet's page")
class FleetPageTest extends WebTest {
    @Test
    void showsTheDevicesLookedFor() {
        String hall = "hall-" + UUID.randomUUID();
        GivenDevice one = registered("valve " + UUID.randomUUID(), hall);
        GivenDevice other = registered("valve " + UUID.randomUUID(), "elsewhere");

        assertThat(browse(auditor(), "/ui/fleet?location=" + hall).is(200).text())
                .contains("/ui/devices/" + one.id())
                .doesNotContain(other.id().value());
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(browse(auditor(), "/ui/fleet?label=nokey").is(200).text())
                .contains("role=\"alert\"", "id=\"label-fault\"");
        assertThat(browse(auditor(), "/ui/fleet").is(200).text()).doesNotContain("label-fault");
    }
}
