package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.proof.Tls;
import org.deviceonboarding.domain.acl.AclFile;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The permanent connection of this process to the admin listener of the broker. For one thread. */
final class AdminConnection implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(AdminConnection.class);
    private static final int KEEP_ALIVE = 20;
    private static final int NOT_AUTHORIZED = 0x87;
    static final int FAILURE = 0x80;
    private static final int REMEMBERED = 10_000;
    private static final Duration GLANCE = Duration.ofMillis(250);
    // As Mosquitto 2.0 and 2.1 write it. Nobody but the broker writes to the topic that it comes from.
    private static final Pattern RELOADING = Pattern.compile("[0-9T:-]*: Reloading config\\.");

    private final BrokerSettings broker;
    private final Duration patience;
    private final BooleanSupplier hopeless;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>(REMEMBERED);
    private @Nullable MqttAsyncClient client;
    private int connections;

    /** @param hopeless whether the broker is silent, so that waiting is given up before the patience is over */
    AdminConnection(BrokerSettings broker, Duration patience, BooleanSupplier hopeless) {
        this.broker = broker;
        this.patience = patience;
        this.hopeless = hopeless;
    }

    /** Connects, and drops the lines that the broker sent so far, so that the next ones answer what is done next. */
    void listen() throws IOException, InterruptedException {
        connected();
        said.clear();
    }

    /** Returns when the patience with an answer to what is asked now is over, by {@link System#nanoTime}. */
    long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    /** The number of connections so far. As long as it stays the same, the same broker answers. */
    int connections() {
        return connections;
    }

    /** Whether the broker says within that time that it reads its files again. */
    boolean heardReload(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            String line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                return false;
            }
            if (RELOADING.matcher(line).matches()) {
                return true;
            }
        }
    }

    /**
     * Whether this process may publish to the topic.
     *
     * @throws IOException if the broker does not answer
     */
    boolean mayPublish(String topic) throws IOException, InterruptedException {
        int reason = publish(topic, "");
        if (reason >= FAILURE && reason != NOT_AUTHORIZED) {
            throw new IOException("The broker answered 0x" + Integer.toHexString(reason) + " to a message on " + topic);
        }
        return reason < FAILURE;
    }

    @Override
    public void close() {
        MqttAsyncClient current = client;
        client = null;
        if (current != null) {
            try {
                current.disconnectForcibly(0, 0, false);
            } catch (MqttException _) {
                // It was on its way out, or never there.
            }
            try {
                current.close(true);
            } catch (MqttException e) {
                log.debug("A connection to the broker may not be closed", e);
            }
        }
    }

    // Paho's own wait cannot be given up before its end. It also hides an interruption, so that stop() would look like
    // a broker that does not answer.
    private void await(IMqttToken token, Completion completion)
            throws IOException, MqttException, InterruptedException {
        long deadline = deadline();
        while (!completion.within(GLANCE) && !token.isComplete()) {
            giveUpIfHopeless();
            if (System.nanoTime() - deadline > 0) {
                close();
                throw new IOException("The broker does not answer within " + patience.toSeconds() + " s");
            }
        }
        token.waitForCompletion(patience.toMillis()); // It has completed: this tells how.
    }

    /** Returns the next line of the broker, or null if none comes before the deadline. */
    @Nullable
    String heard(long deadline) throws IOException, InterruptedException {
        while (true) {
            long left = deadline - System.nanoTime();
            String line = said.poll(Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS);
            if (line != null || left <= 0) {
                return line;
            }
            giveUpIfHopeless();
        }
    }

    private void giveUpIfHopeless() throws IOException {
        if (hopeless.getAsBoolean()) {
            close();
            throw new IOException(BrokerHeartbeat.SILENT);
        }
    }

    /** Publishes a message and waits for the broker's answer. Returns the reason code, of which errors begin at {@value #FAILURE}. */
    int publish(String topic, String payload) throws IOException, InterruptedException {
        try {
            Completion completion = new Completion();
            IMqttToken token = connected().publish(topic, payload.getBytes(UTF_8), 1, false, null, completion);
            await(token, completion);
            int[] reasons = token.getReasonCodes();
            if (reasons == null || reasons.length == 0) {
                throw new IOException("The broker does not answer");
            }
            return reasons[0];
        } catch (MqttException e) {
            close();
            throw new IOException("The broker does not answer: " + e.getMessage(), e);
        }
    }

    private MqttAsyncClient connected() throws IOException, InterruptedException {
        MqttAsyncClient current = client;
        if (current != null && current.isConnected()) {
            return current;
        }
        close();
        try {
            return connect();
        } catch (MqttException e) {
            close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("The broker's listener for us does not answer: " + cause.getMessage(), e);
        }
    }

    private MqttAsyncClient connect() throws MqttException, IOException, InterruptedException {
        String url = "ssl://" + broker.admin().host() + ":" + broker.admin().port();
        MqttAsyncClient fresh = new MqttAsyncClient(url, "projector-" + broker.id(), new MemoryPersistence());
        client = fresh;
        fresh.setCallback(new Listener());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(AclFile.PROJECTOR);
        options.setPassword(ProjectorAccount.of(broker).password().getBytes(UTF_8));
        options.setSocketFactory(Tls.anonymous(broker.folder()).getSocketFactory());
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE);
        options.setConnectionTimeout((int) Math.max(1, patience.toSeconds()));
        Completion completion = new Completion();
        await(fresh.connect(options, null, completion), completion);
        subscribe(fresh, ProjectorAccount.CONTROL_RESPONSE);
        subscribe(fresh, ProjectorAccount.BROKER_LOG);
        connections++;
        return fresh;
    }

    private void subscribe(MqttAsyncClient to, String filter) throws IOException, MqttException, InterruptedException {
        Completion completion = new Completion();
        await(to.subscribe(filter, 0, null, completion), completion);
    }

    /** Waits for the end of a request to the broker, good or bad. */
    private static final class Completion implements MqttActionListener {
        private final CountDownLatch over = new CountDownLatch(1);

        boolean within(Duration time) throws InterruptedException {
            return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onSuccess(IMqttToken token) {
            over.countDown();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            over.countDown();
        }
    }

    /** Keeps the newest lines of the broker. */
    private final class Listener implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            String line = new String(message.getPayload(), UTF_8);
            while (!said.offer(line)) {
                said.poll();
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse reason) {
            log.debug("The broker's listener for us closed: {}", reason.getReasonString());
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            log.debug("The connection to the broker has trouble", e);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String url) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }
}
