package org.deviceonboarding.cli.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A device's MQTT connection to its broker, over TLS with certificates on both sides. */
final class BrokerConnection implements AutoCloseable {
    private static final long PATIENCE = 10_000;
    private static final int SECONDS = 10;
    private static final int MOST_WAITING = 10_000;

    private final MqttAsyncClient client;
    private final BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>(MOST_WAITING);

    private BrokerConnection(MqttAsyncClient client) {
        this.client = client;
    }

    /**
     * @throws RefusedByBroker if the broker refuses the device
     */
    static BrokerConnection open(CredentialsFolder device, boolean reconnect) throws IOException {
        String where = device.host() + ":" + device.port();
        try {
            MqttAsyncClient client = new MqttAsyncClient("ssl://" + where, device.clientId(), new MemoryPersistence());
            BrokerConnection connection = new BrokerConnection(client);
            client.setCallback(connection.new EventQueueing());
            try {
                client.connect(options(device, reconnect)).waitForCompletion(PATIENCE);
                return connection;
            } catch (MqttException e) {
                client.close(true);
                throw new RefusedByBroker(
                        where + ": "
                                + ReasonText.code(e)
                                        .map(ReasonText::of)
                                        .orElseGet(
                                                () -> TlsProbe.reason(device.tls(), device.host(), device.port(), e)),
                        e);
            }
        } catch (MqttException e) {
            throw new IOException(e);
        }
    }

    private static MqttConnectionOptions options(CredentialsFolder device, boolean reconnect) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(device.tls().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(true);
        options.setAutomaticReconnect(reconnect);
        options.setConnectionTimeout(SECONDS);
        options.setCleanStart(true);
        return options;
    }

    /**
     * @return the broker's reason code; a code below 0x80 is a success
     */
    int subscribe(String filter) throws IOException {
        return code(client::subscribe, filter);
    }

    /**
     * @return the broker's reason code; a code below 0x80 is a success
     */
    int publish(String topic, String message) throws IOException {
        return code((to, qos) -> client.publish(to, message.getBytes(StandardCharsets.UTF_8), qos, false), topic);
    }

    /** A request to the broker that has an answer. */
    private interface MqttRequest {
        IMqttToken send(String topic, int qos) throws MqttException;
    }

    private static int code(MqttRequest request, String topic) throws IOException {
        try {
            IMqttToken token = request.send(topic, 1);
            token.waitForCompletion(PATIENCE);
            int[] codes = token.getReasonCodes();
            return codes == null || codes.length == 0 ? 0 : codes[0];
        } catch (MqttException e) {
            if (ReasonText.code(e).isPresent()) {
                return ReasonText.code(e).get();
            }
            throw new IOException("The connection failed: " + e.getMessage(), e);
        }
    }

    /**
     * @return the next event, null if there was none in time
     */
    @Nullable
    ConnectionEvent next(Duration within) throws InterruptedException {
        return events.poll(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
    }

    boolean open() {
        return client.isConnected();
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect().waitForCompletion(PATIENCE);
            }
            client.close(true);
        } catch (MqttException e) {
            // It is gone already.
        }
    }

    private final class EventQueueing implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            int code = response.getReturnCode();
            String reason = code >= ReasonText.FAILURE && code <= 0xff
                    ? ReasonText.of(code)
                    : "the broker ended the connection" + (response.getException() == null ? "" : detail(response));
            events.offer(new ConnectionEvent.SessionEnded(reason));
        }

        private static String detail(MqttDisconnectResponse response) {
            return ReasonText.ofTls(response.getException())
                    .map(why -> ": " + why)
                    .orElse("");
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.offer(new ConnectionEvent.Received(topic, new String(message.getPayload(), StandardCharsets.UTF_8)));
        }

        @Override
        public void connectComplete(boolean again, String url) {
            if (again) {
                events.offer(new ConnectionEvent.Reconnected());
            }
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            // The token says so too.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Likewise.
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // We never ask for that.
        }
    }
}
