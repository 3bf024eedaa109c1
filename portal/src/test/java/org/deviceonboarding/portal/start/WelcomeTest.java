package org.deviceonboarding.portal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The last lines of a start")
class WelcomeTest {
    private final Welcome welcome = new Welcome(Map.of(), "https://portal.example/", Path.of("/var/lib/portal"));

    @Test
    void tellANewcomerTheAddressTheKeyAndTheNextCommand() {
        assertThat(welcome.text(true, true, true)).isEqualTo("""
                        The portal is ready at https://portal.example
                          Sign in there with the key in /var/lib/portal/admin.key.
                          Next, in a second terminal: ./mvnw -q -pl cli -am -DskipTests package && cli/onboard login https://portal.example --key-file /var/lib/portal/admin.key""");
    }

    @Test
    void speakOfNoFileThatIsGone() {
        assertThat(welcome.text(true, false, false)).isEqualTo("""
                        The portal is ready at https://portal.example
                          Sign in there with an API key.
                          Next, in a second terminal: onboard login https://portal.example""");
    }

    @Test
    void sayWhereToLookIfSomethingIsNotHealthy() {
        assertThat(welcome.text(false, false, false))
                .startsWith(
                        "The portal is ready at https://portal.example, but not healthy yet: see https://portal.example/health\n");
    }
}
