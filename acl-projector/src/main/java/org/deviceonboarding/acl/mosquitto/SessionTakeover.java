package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.proof.MqttSocket;
import org.deviceonboarding.acl.proof.Tls;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to the admin listener under the client id of a device, so that the device's session is this connection's. */
record SessionTakeover(BrokerSettings broker, Duration patience) {
    private static final Logger log = LoggerFactory.getLogger(SessionTakeover.class);
    private static final int MQTT_5 = 5;
    private static final int KEEP_ALIVE = 20;

    /** Makes the broker drop the device's session, with the messages that wait in it. */
    void forget(DeviceId device) throws IOException {
        try (MqttSocket _ = takeOver(device, true)) {
            log.debug("The broker forgot the session of device {}", device);
        }
    }

    /** Whether the broker held a session of the device. Afterwards it holds none. */
    boolean hadSession(DeviceId device) throws IOException {
        try (MqttSocket socket = takeOver(device, false)) {
            return socket.sessionPresent();
        }
    }

    private MqttSocket takeOver(DeviceId device, boolean cleanStart) throws IOException {
        return open(device.value(), AclFile.PROJECTOR, cleanStart);
    }

    /** Opens a connection with that client id and user, and the password of this process. */
    MqttSocket open(String clientId, String user, boolean cleanStart) throws IOException {
        MqttConnect packet =
                new MqttConnect(clientId, MQTT_5, cleanStart, KEEP_ALIVE, new MqttProperties(), new MqttProperties());
        packet.setUserName(user);
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
}
