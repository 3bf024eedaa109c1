package org.deviceonboarding.acl.proof;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLException;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttConnAck;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.jspecify.annotations.Nullable;

/** Connects both canaries to the broker's listener for devices, each with a TLS handshake of its own. */
public record CanaryProbe(BrokerSettings broker, Canary canary, Duration patience) {
    private static final int MQTT_5 = 5;
    private static final int KEEP_ALIVE = 30;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FAILURE = 0x80;
    private static final int SERVER_UNAVAILABLE = 0x88;
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Connects both canaries at the same time. A broker that ends meanwhile looks like one that refuses.
     *
     * @throws IOException if the broker does not answer at all, so that nothing is known of it
     */
    public CanaryReport run() throws IOException, InterruptedException {
        FutureTask<Boolean> outcast = new FutureTask<>(this::outcastIsRefused);
        Thread.ofVirtual().name("canary-outcast").start(outcast);
        try {
            Resident resident = resident();
            return new CanaryReport(
                    outcast.get(), resident.accepted(), resident.ownTopicReached(), resident.foreignTopicDenied());
        } catch (ExecutionException e) {
            throw new IOException("The broker does not answer a canary: " + e.getCause(), e);
        }
    }

    private record Resident(boolean accepted, boolean ownTopicReached, boolean foreignTopicDenied) {
        static final Resident REFUSED = new Resident(false, false, true);
    }

    // Anybody can use up a broker's connections. If a line that is merely cut counted as a refusal, a device could have
    // its own revocation rolled back.
    private Resident resident() throws IOException, InterruptedException {
        for (int n = 0; n < TRIES; n++) {
            Resident seen = residentOnce();
            if (seen != null) {
                return seen;
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("The broker cuts a good certificate's line without a word: has it room for connections?");
    }

    private @Nullable Resident residentOnce() throws IOException {
        try (MqttSocket socket = open(broker.folder().residentCertificate())) {
            Reaction answer = answer(socket, canary.resident());
            if (answer != Reaction.LET_IN) {
                return answer == Reaction.TURNED_AWAY ? Resident.REFUSED : null;
            }
            // Sent together: the answers come in order.
            socket.send(publish(canary.ownTopic(), 1));
            socket.send(publish(canary.foreignTopic(), 2));
            int own = reason(socket.receive());
            int foreign = reason(socket.receive());
            return new Resident(true, own < FAILURE, foreign == NOT_AUTHORIZED);
        }
    }

    private boolean outcastIsRefused() throws IOException {
        try (MqttSocket socket = open(broker.folder().outcastCertificate())) {
            return answer(socket, canary.outcast()) != Reaction.LET_IN;
        }
    }

    // Made anew each time: a session resumed from the last time would not look at the CRL.
    private MqttSocket open(Path certificate) throws IOException {
        BrokerFolder folder = broker.folder();
        return MqttSocket.connect(
                Tls.as(certificate, folder.canaryKey(), folder), broker.admin().host(), broker.port(), patience);
    }

    private enum Reaction {
        LET_IN,
        TURNED_AWAY,
        /** A broker that turns a certificate away may do it so fast that its alert gets lost. */
        CUT_OFF
    }

    private static Reaction answer(MqttSocket socket, DeviceId id) throws IOException {
        try {
            socket.send(
                    new MqttConnect(id.value(), MQTT_5, true, KEEP_ALIVE, new MqttProperties(), new MqttProperties()));
            if (socket.receive() instanceof MqttConnAck answer) {
                int reason = answer.getReturnCode();
                if (reason == SERVER_UNAVAILABLE) {
                    throw new IOException("The broker is not available");
                }
                return reason < FAILURE ? Reaction.LET_IN : Reaction.TURNED_AWAY;
            }
            throw new IOException("The broker answered a CONNECT with something else");
        } catch (SSLException e) {
            if (isOurs(e)) {
                throw new IOException("The broker's own certificate is not good: " + e.getMessage(), e);
            }
            return isAlert(e) ? Reaction.TURNED_AWAY : Reaction.CUT_OFF;
        } catch (EOFException | SocketException e) {
            return Reaction.CUT_OFF;
        }
    }

    /** Whether this process did not trust the broker, which does not tell whom the broker trusts. */
    private static boolean isOurs(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlert(SSLException e) {
        return String.valueOf(e.getMessage()).contains("Received fatal alert");
    }

    private static MqttPublish publish(String topic, int packetId) {
        MqttMessage message = new MqttMessage(new byte[0]);
        message.setQos(1);
        MqttPublish packet = new MqttPublish(topic, message, new MqttProperties());
        packet.setMessageId(packetId);
        return packet;
    }

    private static int reason(MqttWireMessage answer) throws IOException {
        int[] reasons = answer.getReasonCodes();
        if (answer.getType() != MqttWireMessage.MESSAGE_TYPE_PUBACK || reasons == null || reasons.length == 0) {
            throw new IOException("The broker answered a PUBLISH with something else");
        }
        return reasons[0];
    }
}
