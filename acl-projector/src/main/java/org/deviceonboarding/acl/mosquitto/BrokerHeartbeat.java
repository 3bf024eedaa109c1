package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.deviceonboarding.acl.proof.MqttSocket;
import org.deviceonboarding.acl.proof.Tls;
import org.deviceonboarding.domain.acl.AclFile;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttPingReq;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the broker every two seconds whether it answers, over a connection of its own. A frozen broker accepts
 * connections and answers nobody. A broker that does not run is not reported here.
 */
final class BrokerHeartbeat implements SmartLifecycle {
    static final String SILENT = "The broker does not answer: it is frozen, or stalled by its work";
    private static final Logger log = LoggerFactory.getLogger(BrokerHeartbeat.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int MQTT_5 = 5;
    private static final int KEEP_ALIVE = 60;

    private final BrokerSettings broker;
    private final FolderOwner owner;
    private final boolean asks;
    private Runnable change = () -> {};
    private @Nullable MqttSocket socket;
    // By the clock that nobody sets: when the question was asked that waits for its answer, and whether that is too
    // long ago.
    private volatile @Nullable Long asked;
    private volatile boolean silent;
    private volatile @Nullable Thread thread;

    /** @param asks whether the broker has a listener for this process */
    BrokerHeartbeat(BrokerSettings broker, FolderOwner owner, boolean asks) {
        this.broker = broker;
        this.owner = owner;
        this.asks = asks;
    }

    /** Sets what is done when the broker falls silent, and when it answers again. */
    void onChange(Runnable change) {
        this.change = change;
    }

    /** Whether the broker runs but has not answered for a few seconds. */
    boolean silent() {
        return silent;
    }

    /** The same as a message, or null. */
    @Nullable
    String trouble() {
        Long since = asked;
        return !silent || since == null
                ? null
                : "The broker has not answered for "
                        + Duration.ofNanos(System.nanoTime() - since).toSeconds()
                        + " s: it is frozen, or stalled by its work";
    }

    private void run() {
        try {
            while (isRunning()) {
                Thread.sleep(PERIOD);
                if (owner.held()) {
                    beat();
                    tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        } finally {
            hangUp();
        }
    }

    private void beat() {
        Long waiting = asked;
        try {
            if (waiting == null) {
                asked = System.nanoTime();
            }
            MqttSocket current = socket;
            if (current == null) {
                current = connect();
                socket = current;
            } else if (waiting == null) {
                current.send(new MqttPingReq());
            }
            current.receive();
            asked = null;
        } catch (SocketTimeoutException e) {
            log.debug("The broker does not answer", e);
        } catch (IOException e) {
            log.debug("The broker's listener for us is closed", e);
            hangUp();
            asked = null;
        }
    }

    private void tell() {
        Long since = asked;
        boolean now = since != null && System.nanoTime() - since >= PATIENCE.toNanos();
        if (now == silent) {
            return;
        }
        silent = now;
        if (now) {
            log.warn(SILENT);
        } else {
            log.info("The broker answers again, or has ended");
        }
        change.run();
    }

    // Paho's own client would end a connection that is not answered, and with it what an answer to it tells.
    private MqttSocket connect() throws IOException {
        MqttSocket fresh = MqttSocket.connect(
                Tls.anonymous(broker.folder()),
                broker.admin().host(),
                broker.admin().port(),
                PATIENCE);
        try {
            MqttConnect packet = new MqttConnect(
                    "pulse-" + broker.id(), MQTT_5, true, KEEP_ALIVE, new MqttProperties(), new MqttProperties());
            packet.setUserName(AclFile.PROJECTOR);
            packet.setPassword(ProjectorAccount.of(broker).password().getBytes(UTF_8));
            fresh.send(packet);
            return fresh;
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private void hangUp() {
        MqttSocket current = socket;
        socket = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                log.debug("A connection to the broker may not be closed", e);
            }
        }
    }

    @Override
    public void start() {
        if (asks) {
            Thread pulse = Thread.ofVirtual().name("broker-pulse").unstarted(this::run);
            thread = pulse;
            pulse.start();
        }
    }

    @Override
    public void stop() {
        Thread pulse = thread;
        thread = null;
        if (pulse != null) {
            pulse.interrupt();
            try {
                pulse.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
