package org.deviceonboarding.audit.ledger.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where checkpoints go")
class PublishingPropertiesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example", "https://a.example:8443/hook?token=1"})
    void mayBeAUrl(String url) {
        assertThat(new PublishingProperties("", url, "", "", "", "", "").webhookUrl())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "ftp://a.example", "https://", "https:///a", "https://user:secret@a.example", "http://a b"})
    void isNoOtherUrl(String url) {
        assertRefused("LEDGER_WEBHOOK_URL", "", url, "", "", "", "", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ssl://a.example",
                "ssl://a.example:0",
                "ssl://a.example:65536",
                "mqtt://a.example:1883",
                "ssl://u:p@a.example:8883",
                "tcp://a.example:1883/x",
                "tcp://a.example:1883?x",
            })
    void isNoOtherBroker(String url) {
        assertRefused("LEDGER_MQTT_URL", "", "", url, "t", "", "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#", "a/+/b", "$SYS/a", "a\nb"})
    void isNoOtherTopic(String topic) {
        assertRefused("LEDGER_MQTT_TOPIC", "", "", "tcp://a.example:1883", topic, "", "", "");
    }

    @Test
    void isAFileInADirectory() throws Exception {
        assertRefused(
                "LEDGER_CHECKPOINT_FILE", directory.resolve("no/checkpoint").toString(), "", "", "", "", "", "");
        assertRefused("LEDGER_CHECKPOINT_FILE", directory.toString(), "", "", "", "", "", "");
        Path text = Files.writeString(directory.resolve("ca.crt"), "no certificate");
        assertRefused("LEDGER_MQTT_CA_FILE", "", "", "ssl://a.example:8883", "t", "", "", text.toString());
        assertRefused("LEDGER_MQTT_CA_FILE", "", "", "tcp://a.example:1883", "t", "", "", text.toString());
    }

    @Test
    void isNotToldAPasswordForNobody() {
        assertRefused("LEDGER_MQTT_USERNAME", "", "", "ssl://a.example:8883", "t", "", "secret", "");
    }

    @Test
    void keepsItsSecrets() {
        var settings = new PublishingProperties(
                "", "https://a.example/secret", "ssl://a.example:8883", "t", "ledger", "secret", "");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    private static void assertRefused(String name, String... settings) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishingProperties(
                        settings[0], settings[1], settings[2], settings[3], settings[4], settings[5], settings[6]))
                .withMessageContaining(name);
    }
}
