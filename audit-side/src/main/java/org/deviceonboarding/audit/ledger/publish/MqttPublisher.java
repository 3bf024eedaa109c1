package org.deviceonboarding.audit.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the newest checkpoint to a topic as a retained message. It opens a connection for each one. */
final class MqttPublisher implements CheckpointPublisher {
    private static final Logger log = LoggerFactory.getLogger(MqttPublisher.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int AT_LEAST_ONCE = 1;
    private static final int FAILURE = 0x80;

    private final PublishingProperties settings;
    private final SSLContext tls;
    private final String clientId;

    /** @param tls the CAs that may have issued the broker's certificate, unless a setting names others */
    MqttPublisher(PublishingProperties settings, SSLContext tls, SecureRandom random) {
        this.settings = settings;
        this.tls = tls;
        byte[] unique = new byte[8];
        random.nextBytes(unique);
        this.clientId = "ledger-" + HexFormat.of().formatHex(unique);
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public void publish(String note) throws IOException, InterruptedException {
        MqttAsyncClient client = null;
        try {
            client = new MqttAsyncClient(settings.mqttUrl(), clientId, new MemoryPersistence());
            await(client.connect(options()));
            IMqttToken sent = client.publish(settings.mqttTopic(), note.getBytes(UTF_8), AT_LEAST_ONCE, true);
            await(sent);
            await(client.disconnect());
            int[] reasons = sent.getReasonCodes();
            if (reasons == null || reasons.length == 0 || reasons[0] >= FAILURE) {
                throw new IOException(
                        "The broker of LEDGER_MQTT_URL did not take a message on " + settings.mqttTopic());
            }
        } catch (MqttException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("The broker of LEDGER_MQTT_URL did not answer: " + cause, e);
        } finally {
            close(client);
        }
    }

    private MqttConnectionOptions options() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        if (!settings.mqttUsername().isEmpty()) {
            options.setUserName(settings.mqttUsername());
            options.setPassword(settings.mqttPassword().getBytes(UTF_8));
        }
        if (settings.mqttUrl().startsWith("ssl:")) {
            SSLContext trusted = settings.mqttCaFile().isEmpty()
                    ? tls
                    : settings.authorities().context();
            options.setSocketFactory(trusted.getSocketFactory());
        }
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) DEADLINE.toSeconds());
        return options;
    }

    // Paho hides an interruption, which would make a stop look like a broker that does not answer.
    private static void await(IMqttToken token) throws MqttException, InterruptedException {
        try {
            token.waitForCompletion(DEADLINE.toMillis());
        } catch (MqttException e) {
            if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private static void close(@Nullable MqttAsyncClient client) {
        if (client != null) {
            try {
                client.disconnectForcibly(0, 0, false);
            } catch (MqttException _) {
                // It has left, or was never there.
            }
            try {
                client.close(true);
            } catch (MqttException e) {
                log.debug("A connection to a broker may not be closed", e);
            }
        }
    }
}
