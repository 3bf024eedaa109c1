package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.proof.Tls;
import org.deviceonboarding.domain.device.DeviceId;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A device with a standing connection, which knows when it ended. */
final class TestDevice implements AutoCloseable {
    private static final long PATIENCE = 10_000;
    private static final int FAILURE = 0x80;

    private final DeviceId id;
    private final MqttAsyncClient client;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean sessionPresent;

    private TestDevice(DeviceId id, MqttAsyncClient client) {
        this.id = id;
        this.client = client;
    }

    /** @throws MqttException if the broker turns it away */
    static TestDevice connect(BrokerSettings broker, int device) throws MqttException, IOException {
        return connect(broker, device, true);
    }

    /**
     * @param cleanStart if not, what waits for the device while it is away is kept. For as few tests as possible: a
     *     reload while a device is away may crash Mosquitto 2.0.11 later
     */
    static TestDevice connect(BrokerSettings broker, int device, boolean cleanStart) throws MqttException, IOException {
        DeviceId id = TestLog.device(device);
        BrokerFolder folder = broker.folder();
        MqttAsyncClient client =
                new MqttAsyncClient("ssl://localhost:" + broker.port(), id.value(), new MemoryPersistence());
        TestDevice self = new TestDevice(id, client);
        client.setCallback(self.new Listener());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(cleanStart);
        options.setSessionExpiryInterval(cleanStart ? 0L : 3600L);
        options.setSocketFactory(Tls.as(TestBroker.PKI.file(id + ".crt"), TestBroker.PKI.file(id + ".key"), folder)
                .getSocketFactory());
        try {
            IMqttToken connected = client.connect(options);
            connected.waitForCompletion(PATIENCE);
            self.sessionPresent = connected.getSessionPresent();
            return self;
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
    }

    static boolean canConnect(BrokerSettings broker, int device) throws IOException {
        try (TestDevice _ = connect(broker, device)) {
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    boolean sessionPresent() {
        return sessionPresent;
    }

    String ownTopic() {
        return "devices/" + id + "/telemetry";
    }

    boolean mayPublish(String topic) throws MqttException {
        IMqttToken token = client.publish(topic, "hello".getBytes(StandardCharsets.UTF_8), 1, false);
        token.waitForCompletion(PATIENCE);
        return token.getReasonCodes()[0] < FAILURE;
    }

    /** Leaves a message on that topic for whoever comes later. */
    void retain(String topic, String payload) throws MqttException {
        IMqttToken token = client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, true);
        token.waitForCompletion(PATIENCE);
        assertThat(token.getReasonCodes()[0]).isLessThan(FAILURE);
    }

    /** The same, and nobody says whether it was taken. */
    void retainUnasked(String topic, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 0, true).waitForCompletion(PATIENCE);
    }

    /** Goes as it came, so that the broker knows at once. */
    void leave() throws MqttException {
        client.disconnect().waitForCompletion(PATIENCE);
    }

    void subscribe(String filter) throws MqttException {
        client.subscribe(filter, 1).waitForCompletion(PATIENCE);
    }

    int received() {
        return received.get();
    }

    /** Whether its connection ends within that time. */
    boolean ends(Duration within) throws InterruptedException {
        return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException _) {
            // It was gone already.
        }
    }

    private final class Listener implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse reason) {
            ended.countDown();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            received.incrementAndGet();
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String url) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
