package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.proof.MqttSocket;
import org.deviceonboarding.acl.proof.Tls;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The permanent connection of this process to its own listener at the broker. For one thread. */
final class AdminConnection implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(AdminConnection.class);
    private static final int MQTT_5 = 5;
    private static final int KEEP_ALIVE = 20;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FAILURE = 0x80;
    private static final int KICKS_AT_ONCE = 100;
    private static final int REMEMBERED = 10_000;
    private static final Duration GLANCE = Duration.ofMillis(250);
    // Lines as Mosquitto 2.0 and 2.1 write them. Nobody but the broker writes to the topics they come from; yet some
    // hold a client's id, and on our listener ids are free.
    private static final Pattern RELOADING = Pattern.compile("[0-9T:-]*: Reloading config\\.");
    private static final Pattern ENDED = Pattern.compile(
            "[0-9T:-]*: Client ([0-9a-f-]{36})( \\[[^ ]*])?( been disconnected by| disconnected:) administrative action\\.");

    private static final String ANSWER = "{\"responses\"";
    private static final String SOMETHING_ELSE = "{\"commands\":[{\"command\":\"getDefaultACLAccess\"}]}";

    private final BrokerSettings broker;
    private final Duration patience;
    private final BooleanSupplier hopeless;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>(REMEMBERED);
    private @Nullable MqttAsyncClient client;
    private int connections;

    /** @param hopeless whether there is no use in waiting until the patience is over */
    AdminConnection(BrokerSettings broker, Duration patience, BooleanSupplier hopeless) {
        this.broker = broker;
        this.patience = patience;
        this.hopeless = hopeless;
    }

    /** Forgets what the broker said so far, so that what it says next is an answer to what we do next. */
    void listen() throws IOException, InterruptedException {
        connected();
        said.clear();
    }

    /** How often it had to connect so far: as long as that stays, it is the same broker that answers. */
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

    /** @throws IOException if the broker does not answer */
    boolean mayPublish(String topic) throws IOException, InterruptedException {
        int reason = publish(topic, new byte[0]);
        if (reason >= FAILURE && reason != NOT_AUTHORIZED) {
            throw new IOException("The broker answered 0x" + Integer.toHexString(reason) + " to a message on " + topic);
        }
        return reason < FAILURE;
    }

    /**
     * Ends every session of these devices. The plugin does so when it forgets a user, so each becomes one for a moment.
     *
     * @return whose connections the broker says it closed
     */
    Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException {
        said.clear();
        Set<DeviceId> ended = new TreeSet<>();
        List<DeviceId> all = List.copyOf(devices);
        for (int from = 0; from < all.size(); from += KICKS_AT_ONCE) {
            List<DeviceId> some = all.subList(from, Math.min(all.size(), from + KICKS_AT_ONCE));
            int reason = publish(ProjectorAccount.CONTROL, kick(some).getBytes(UTF_8));
            if (reason >= FAILURE) {
                throw new IOException("The broker let us end no session: 0x" + Integer.toHexString(reason));
            }
            publish(ProjectorAccount.CONTROL, SOMETHING_ELSE.getBytes(UTF_8));
            ended.addAll(awaitEnd(some));
        }
        return ended;
    }

    /** Lets the broker forget the device's session and what waits for it. */
    void forget(DeviceId device) throws IOException {
        try (MqttSocket _ = takeOver(device, true)) {
            log.debug("The broker forgot the session of device {}", device);
        }
    }

    /** Whether the broker holds a session of the device. It does not any longer once this was asked. */
    boolean hasSession(DeviceId device) throws IOException {
        try (MqttSocket socket = takeOver(device, false)) {
            return socket.sessionPresent();
        }
    }

    private MqttSocket takeOver(DeviceId device, boolean cleanStart) throws IOException {
        MqttConnect packet = new MqttConnect(
                device.value(), MQTT_5, cleanStart, KEEP_ALIVE, new MqttProperties(), new MqttProperties());
        packet.setUserName(AclFile.PROJECTOR);
        return open(packet);
    }

    /** Another connection, of whatever client and user the packet names; the password is ours. */
    MqttSocket open(MqttConnect packet) throws IOException {
        packet.setPassword(ProjectorAccount.of(broker).password().getBytes(UTF_8));
        MqttSocket socket = MqttSocket.connect(
                Tls.anonymous(broker.folder()),
                broker.admin().host(),
                broker.admin().port(),
                patience);
        try {
            socket.open(packet);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Has the plugin carry out these commands. Answers what it says to them. */
    String control(String commands) throws IOException, InterruptedException {
        said.clear();
        int reason = publish(ProjectorAccount.CONTROL, commands.getBytes(UTF_8));
        if (reason >= FAILURE) {
            throw new IOException("The broker's plugin takes no command: 0x" + Integer.toHexString(reason));
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = heard(deadline);
            if (line == null) {
                throw new IOException("The broker's plugin does not answer");
            }
            if (line.startsWith(ANSWER)) {
                return line;
            }
        }
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
        long deadline = System.nanoTime() + patience.toNanos();
        while (!completion.within(GLANCE) && !token.isComplete()) {
            giveUpIfHopeless();
            if (System.nanoTime() - deadline > 0) {
                close();
                throw new IOException("The broker does not answer within " + patience.toSeconds() + " s");
            }
        }
        token.waitForCompletion(patience.toMillis()); // It has completed: this tells how.
    }

    /** What the broker says next, or null if it says nothing until then. */
    private @Nullable String heard(long deadline) throws IOException, InterruptedException {
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

    private static String kick(Collection<DeviceId> devices) {
        return devices.stream()
                .map(id -> "{\"command\":\"createClient\",\"username\":\"" + id
                        + "\"},{\"command\":\"deleteClient\",\"username\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"commands\":[", "]}"));
    }

    // The broker writes to its log what it does, and answers us; both arrive here, in order. Mosquitto 2.0 ends
    // sessions before it answers. 2.1 does so on its next round, but before it turns to the next question.
    private Set<DeviceId> awaitEnd(Collection<DeviceId> devices) throws IOException, InterruptedException {
        Set<DeviceId> asked = Set.copyOf(devices);
        Set<DeviceId> ended = new TreeSet<>();
        long deadline = System.nanoTime() + patience.toNanos();
        int answers = 0;
        while (answers < 2) {
            String line = heard(deadline);
            if (line == null) {
                throw new IOException("The broker does not say whether it ended sessions");
            }
            if (line.startsWith(ANSWER)) {
                answers++;
            }
            Matcher closed = ENDED.matcher(line);
            if (closed.matches()) {
                DeviceId id = new DeviceId(closed.group(1));
                if (asked.contains(id)) {
                    ended.add(id);
                }
            }
        }
        return ended;
    }

    private int publish(String topic, byte[] payload) throws IOException, InterruptedException {
        try {
            Completion completion = new Completion();
            IMqttToken token = connected().publish(topic, payload, 1, false, null, completion);
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

    /** The end of something that was asked of the broker, good or bad. */
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

    /** Keeps what the broker says; the oldest goes first if nobody asks. */
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
