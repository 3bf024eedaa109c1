package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.proof.MqttSocket;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttPingReq;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttSubscribe;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/**
 * Removes the messages that the broker holds for one device. The ACL file grants nobody the device's topics any more,
 * not even this process. So a user of the plugin is created who may use these topics only, and is deleted afterwards.
 */
final class MessagePurge {
    /** The user that is created. No certificate has this name, and only this process has its password. */
    static final String USER = AclFile.PROJECTOR + "-purge";

    // What is asked for last comes last: once it is there, so is all that came before.
    private static final String LAST = AclFile.PROJECTOR + "/purge";
    private static final int FAILURE = 0x80;
    private static final int PACKET_IDS = 65_535;
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    private static final String WITHDRAW = """
            {"commands": [{"command": "deleteClient", "username": "%1$s"}, {"command": "deleteRole", "rolename": "%1$s"}]}
            """.formatted(USER);

    private final BrokerSettings broker;
    private final DynamicSecurity plugin;
    private final SessionTakeover takeover;
    private int packetId;

    MessagePurge(BrokerSettings broker, DynamicSecurity plugin, SessionTakeover takeover) {
        this.broker = broker;
        this.plugin = plugin;
        this.takeover = takeover;
    }

    /**
     * Clears the retained messages of these topics, and drops the device's session with its queue.
     *
     * @return whether the broker was seen to hold neither; if not, it has to be called again
     */
    boolean purge(DeviceId device, List<String> filters) throws IOException, InterruptedException {
        if (!clearRetained(filters)) {
            return false;
        }
        takeover.forget(device);
        return !takeover.hadSession(device);
    }

    private boolean clearRetained(List<String> filters) throws IOException, InterruptedException {
        plugin.control(WITHDRAW); // A process before us may have died here; there is nothing to withdraw as a rule.
        String answer = plugin.control(grant(filters));
        if (answer.contains("\"error\"")) {
            throw new IOException("The broker does not let us look for retained messages: " + answer);
        }
        try (MqttSocket socket = takeover.open(USER + "-" + broker.id(), USER, true)) {
            publish(socket, LAST, "here");
            boolean cleared = clear(socket, filters);
            publish(socket, LAST, "");
            return cleared;
        } finally {
            plugin.control(WITHDRAW);
        }
    }

    private boolean clear(MqttSocket socket, List<String> filters) throws IOException {
        long deadline = System.nanoTime() + LONGEST;
        Set<String> topics = retained(socket, filters);
        while (!topics.isEmpty() && System.nanoTime() < deadline) {
            for (String topic : topics) {
                publish(socket, topic, "");
            }
            topics = retained(socket, filters);
        }
        return topics.isEmpty();
    }

    /** Returns topics with a retained message: some of them, or none if there are none. */
    private Set<String> retained(MqttSocket socket, List<String> filters) throws IOException {
        MqttSubscribe packet = new MqttSubscribe(
                Stream.concat(filters.stream(), Stream.of(LAST))
                        .map(filter -> new MqttSubscription(filter, 0))
                        .toArray(MqttSubscription[]::new),
                new MqttProperties());
        packet.setMessageId(nextPacketId());
        socket.send(packet);
        socket.send(new MqttPingReq());
        Set<String> topics = new TreeSet<>();
        boolean all = false;
        while (true) {
            MqttWireMessage answer = socket.receive();
            switch (answer.getType()) {
                case MqttWireMessage.MESSAGE_TYPE_SUBACK ->
                    refuse(answer, "does not let us subscribe to a device's topics");
                case MqttWireMessage.MESSAGE_TYPE_PUBLISH -> {
                    MqttPublish message = (MqttPublish) answer;
                    if (message.getTopicName().equals(LAST)) {
                        all = true;
                    } else if (message.getMessage().isRetained()) {
                        topics.add(message.getTopicName());
                    }
                }
                case MqttWireMessage.MESSAGE_TYPE_PINGRESP -> {
                    if (topics.isEmpty() && !all) {
                        throw new IOException("The broker does not show what it retains");
                    }
                    return topics;
                }
                default -> throw new IOException("The broker answered a SUBSCRIBE with something else");
            }
        }
    }

    private void publish(MqttSocket socket, String topic, String payload) throws IOException {
        MqttMessage message = new MqttMessage(payload.getBytes(UTF_8), 1, true, new MqttProperties());
        MqttPublish packet = new MqttPublish(topic, message, new MqttProperties());
        packet.setMessageId(nextPacketId());
        socket.send(packet);
        MqttWireMessage answer = socket.receive();
        while (answer.getType() == MqttWireMessage.MESSAGE_TYPE_PUBLISH) {
            answer = socket.receive(); // Somebody writes to these topics, if not just us.
        }
        refuse(answer, "does not let us clear a retained message");
    }

    private static void refuse(MqttWireMessage answer, String complaint) throws IOException {
        int[] reasons = answer.getReasonCodes();
        if (reasons == null || reasons.length == 0) {
            throw new IOException("The broker " + complaint);
        }
        for (int reason : reasons) {
            if (reason >= FAILURE) {
                throw new IOException("The broker " + complaint + ": 0x" + Integer.toHexString(reason));
            }
        }
    }

    private int nextPacketId() {
        packetId = packetId % PACKET_IDS + 1;
        return packetId;
    }

    private String grant(List<String> filters) throws IOException {
        String acls = Stream.concat(filters.stream(), Stream.of(LAST))
                .flatMap(filter -> Stream.of("subscribePattern", "publishClientReceive", "publishClientSend")
                        .map(type -> "{\"acltype\":\"" + type + "\",\"topic\":\"" + filter + "\",\"allow\":true}"))
                .collect(Collectors.joining(","));
        return """
                {"commands": [{"command": "createRole", "rolename": "%1$s", "acls": [%2$s]},
                 {"command": "createClient", "username": "%1$s", "password": "%3$s", "roles": [{"rolename": "%1$s"}]}]}
                """.formatted(USER, acls, ProjectorAccount.of(broker).password());
    }
}
