package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The destinations of new checkpoints; an empty setting turns its destination off. The constructor checks the settings.
 *
 * @param file the file that each checkpoint replaces
 * @param webhookUrl the URL that each checkpoint is posted to
 * @param mqttUrl the URL of a broker, {@code ssl://host:port} or {@code tcp://host:port}
 * @param mqttTopic the topic with the newest checkpoint as a retained message
 * @param mqttCaFile the CAs that may have issued the broker's certificate; empty: those of the Java platform
 */
@ConfigurationProperties("portal.ledger.publish")
record PublishingProperties(
        @DefaultValue("") String file,
        @DefaultValue("") String webhookUrl,
        @DefaultValue("") String mqttUrl,
        @DefaultValue("") String mqttTopic,
        @DefaultValue("") String mqttUsername,
        @DefaultValue("") String mqttPassword,
        @DefaultValue("") String mqttCaFile) {
    private static final Pattern TOPIC = Pattern.compile("[^$+#\\p{C}][^+#\\p{C}]{0,254}");

    PublishingProperties {
        if (!file.isEmpty()) {
            Path directory = Path.of(file).toAbsolutePath().getParent();
            require(
                    directory != null && Files.isDirectory(directory) && !Files.isDirectory(Path.of(file)),
                    "LEDGER_CHECKPOINT_FILE is a file in a directory that exists");
        }
        require(
                webhookUrl.isEmpty() || isUrl(webhookUrl, "http", "https"),
                "LEDGER_WEBHOOK_URL is an http or https URL, without a user");
        require(
                mqttUrl.isEmpty() || (isUrl(mqttUrl, "ssl", "tcp") && isNoMore(mqttUrl)),
                "LEDGER_MQTT_URL is ssl://host:port or tcp://host:port");
        require(
                mqttUrl.isEmpty() || TOPIC.matcher(mqttTopic).matches(),
                "LEDGER_MQTT_TOPIC is a topic to publish on: no wildcards, no $ in front");
        require(
                mqttPassword.isEmpty() || !mqttUsername.isEmpty(),
                "LEDGER_MQTT_PASSWORD is of no use without LEDGER_MQTT_USERNAME");
        if (!mqttCaFile.isEmpty()) {
            require(mqttUrl.startsWith("ssl:"), "LEDGER_MQTT_CA_FILE is of no use without ssl:// in LEDGER_MQTT_URL");
            requireAuthorities(Path.of(mqttCaFile));
        }
    }

    TrustedAuthorities authorities() {
        return new TrustedAuthorities(Path.of(mqttCaFile));
    }

    private static boolean isUrl(String text, String... schemes) {
        try {
            URI url = URI.create(text);
            return List.of(schemes).contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNoMore(String text) {
        URI url = URI.create(text);
        return url.getPort() > 0
                && url.getPort() < 65536
                && String.valueOf(url.getRawPath()).isEmpty()
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static void requireAuthorities(Path file) {
        try {
            new TrustedAuthorities(file).context();
        } catch (IOException e) {
            throw new IllegalArgumentException("LEDGER_MQTT_CA_FILE is a PEM file of certificates: " + e, e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String toString() {
        return "PublishingProperties"; // A password, and URLs that may be secrets, stay out of logs.
    }
}
