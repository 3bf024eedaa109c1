package org.deviceonboarding.acl.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.broker.BrokerId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("The broker's settings")
class BrokerSettingsTest {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Map<String, String> LEAST =
            Map.of("acl-file", "/var/broker/mosquitto.acl", "crl-url", "http://localhost:5000/crl.pem");

    @Test
    void needOnlyAFileAndAUrl() {
        assertThat(broker(Map.of(), Optional.of(MOSQUITTO)))
                .isEqualTo(new BrokerSettings(
                        new BrokerId("mosquitto"),
                        new BrokerFolder(Path.of("/var/broker/mosquitto.acl")),
                        "localhost",
                        8883,
                        new BrokerSettings.Admin("localhost", 18883),
                        new Supervision.Managed(MOSQUITTO),
                        Optional.empty(),
                        true,
                        URI.create("http://localhost:5000/crl.pem")));
    }

    @Test
    void takeAnEmptyTextFromTheEnvironmentAsAbsent() {
        Map<String, String> empty =
                Map.of("id", "", "host", "", "port", "", "managed", "", "reload-command", " ", "pid-file", "");

        assertThat(broker(empty, Optional.of(MOSQUITTO))).isEqualTo(broker(Map.of(), Optional.of(MOSQUITTO)));
    }

    @Test
    void leaveTheBrokerToWhoeverMindsIt() {
        assertThat(handling(Map.of("reload-command", "systemctl reload mosquitto")))
                .isEqualTo(new Supervision.ByCommand("systemctl reload mosquitto"));
        assertThat(handling(Map.of("pid-file", "/run/mosquitto.pid")))
                .isEqualTo(new Supervision.ByPidFile(Path.of("/run/mosquitto.pid")));
        assertThat(handling(Map.of("host", "mqtt.example.com"))).isEqualTo(new Supervision.Unattended());
        assertThat(handling(Map.of("managed", "false"))).isEqualTo(new Supervision.Unattended());
        assertThat(broker(Map.of(), Optional.empty()).supervision()).isEqualTo(new Supervision.Unattended());
    }

    @Test
    void mayInsistOnABrokerOfOurOwn() {
        assertThat(handling(Map.of("managed", "true", "host", "mqtt.example.com")))
                .isEqualTo(new Supervision.Managed(MOSQUITTO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> broker(Map.of("managed", "true"), Optional.empty()))
                .withMessageContaining("apt-get install mosquitto");
    }

    @ParameterizedTest
    @CsvSource({
        "id, A broker, A broker id matches",
        "acl-file, '', is missing",
        "acl-file, /, names no file",
        "crl-url, '', is missing",
        "crl-url, localhost:5000/crl, is an http or https URL",
        "crl-url, file:///crl.pem, is an http or https URL",
        "port, 0, is 1 to 65535",
        "port, 65536, is 1 to 65535",
        "admin-port, 0, is 1 to 65535",
        "acl-strategy, Pattern, 'is auto, explicit or pattern'",
    })
    void nameTheOneThatIsWrong(String setting, String value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> broker(Map.of(setting, value), Optional.empty()))
                .withMessageStartingWith("Setting portal.broker." + setting + " ")
                .withMessageContaining(why);
    }

    @Test
    void letNoPathSmuggleALineIntoTheConfiguration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> broker(Map.of("acl-file", "/a\nallow_anonymous true/b"), Optional.empty()))
                .withMessageContaining("control character");
    }

    @Test
    void allowOneWayToReload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handling(Map.of("reload-command", "true", "pid-file", "/run/pid")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handling(Map.of("managed", "true", "pid-file", "/run/pid")));
    }

    private static Supervision handling(Map<String, String> settings) {
        return broker(settings, Optional.of(MOSQUITTO)).supervision();
    }

    private static BrokerSettings broker(Map<String, String> settings, Optional<Path> mosquitto) {
        Map<String, String> all = new HashMap<>();
        LEAST.forEach((name, value) -> all.put("portal.broker." + name, value));
        settings.forEach((name, value) -> all.put("portal.broker." + name, value));
        return BrokerSettings.of(
                new Binder(new MapConfigurationPropertySource(all))
                        .bindOrCreate("portal.broker", BrokerProperties.class),
                mosquitto);
    }
}
