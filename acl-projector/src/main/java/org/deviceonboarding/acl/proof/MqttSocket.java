package org.deviceonboarding.acl.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttConnAck;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/**
 * One TLS connection over which probes send and receive MQTT packets one by one. A Paho client takes half a second to
 * connect, for which a revocation would have to wait. The packets are Paho's.
 */
public final class MqttSocket implements Closeable {
    private static final int LONGEST = 64 << 10;
    private static final int LENGTH_BYTES = 4;
    private static final int FAILURE = 0x80;

    private final SSLSocket socket;
    private final DataInputStream in;
    private boolean sessionPresent;

    private MqttSocket(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /**
     * Opens the TCP connection. The TLS handshake comes with the first packet.
     *
     * @param patience how long to wait for the connection, and for each answer
     * @throws IOException if nobody listens there
     */
    public static MqttSocket connect(SSLContext tls, String host, int port, Duration patience) throws IOException {
        Socket plain = new ListeningSocket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) patience.toMillis());
            plain.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return new MqttSocket(socket);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    public void send(MqttWireMessage packet) throws IOException {
        try {
            socket.getOutputStream().write(packet.serialize());
            socket.getOutputStream().flush();
        } catch (MqttException e) {
            throw new IllegalStateException("A packet of ours has no wire form", e);
        }
    }

    /**
     * Opens the MQTT session.
     *
     * @throws IOException if the broker does not let us in
     */
    public void open(MqttConnect packet) throws IOException {
        send(packet);
        if (!(receive() instanceof MqttConnAck answer) || answer.getReturnCode() >= FAILURE) {
            throw new IOException("The broker did not let us in");
        }
        sessionPresent = answer.getSessionPresent();
    }

    /** Whether the broker already had a session of this client. */
    public boolean sessionPresent() {
        return sessionPresent;
    }

    /** Receives the next packet. A message comes without its payload, which may be of any size. */
    public MqttWireMessage receive() throws IOException {
        int type = in.readUnsignedByte();
        byte[] length = new byte[LENGTH_BYTES];
        int digits = 0;
        int size = 0;
        do {
            if (digits == LENGTH_BYTES) {
                throw new IOException("The broker sent no MQTT packet");
            }
            length[digits] = in.readByte();
            size |= (length[digits] & 0x7f) << (7 * digits);
        } while (length[digits++] < 0);
        if (type >> 4 == MqttWireMessage.MESSAGE_TYPE_PUBLISH) {
            return message(type, size);
        }
        if (size > LONGEST) {
            throw new IOException("The broker sent a packet of " + size + " bytes to a probe");
        }
        byte[] packet = new byte[1 + digits + size];
        packet[0] = (byte) type;
        System.arraycopy(length, 0, packet, 1, digits);
        in.readFully(packet, 1 + digits, size);
        try {
            return MqttWireMessage.createWireMessage(packet);
        } catch (MqttException e) {
            throw new IOException("The broker sent no MQTT packet", e);
        }
    }

    // MQTT 5 section 3.3.
    private MqttPublish message(int header, int size) throws IOException {
        byte[] topic = new byte[in.readUnsignedShort()];
        in.readFully(topic);
        in.skipNBytes((long) size - Short.BYTES - topic.length);
        MqttMessage message = new MqttMessage();
        message.setQos((header >> 1) & 3);
        message.setRetained((header & 1) == 1);
        return new MqttPublish(new String(topic, UTF_8), message, new MqttProperties());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
