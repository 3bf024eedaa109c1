package org.deviceonboarding.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A connection that sends and reads the few MQTT 5 packets that the measurements need. Not thread-safe. */
final class MqttConnection implements Closeable {
    static final int DISCONNECT = 0xe0;

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH_ONCE_AT_LEAST = 0x32;
    private static final int PUBACK = 0x40;
    private static final int VERSION_5 = 5;
    private static final int CLEAN_START = 0x02;
    private static final int WITH_USER_NAME = 0x80;
    private static final int KEEP_ALIVE_SECONDS = 1800;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int HEADER = 2;
    private static final int SHORT = 0x7f; // a length in one byte

    private final Socket socket;
    private final DataInputStream in;

    MqttConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** From now on, {@link #receive} waits until the broker says something or ends the connection. */
    void waitAsLongAsItTakes() throws IOException {
        socket.setSoTimeout(0);
    }

    /**
     * @param userName null if the certificate contains the name
     */
    void connect(String clientId, @Nullable String userName) throws IOException {
        send(CONNECT, packet -> {
            text(packet, "MQTT");
            packet.writeByte(VERSION_5);
            packet.writeByte(userName == null ? CLEAN_START : CLEAN_START | WITH_USER_NAME);
            packet.writeShort(KEEP_ALIVE_SECONDS);
            packet.writeByte(0); // properties
            text(packet, clientId);
            if (userName != null) {
                text(packet, userName);
            }
        });
        byte[] answer = receive();
        if (type(answer) != CONNACK || answer[HEADER + 1] != 0) {
            throw new IOException("The broker does not accept a connection");
        }
    }

    /** Publishes an empty message with QoS 1 and waits for the acknowledgement. */
    boolean mayPublish(String topic) throws IOException {
        send(PUBLISH_ONCE_AT_LEAST, packet -> {
            text(packet, topic);
            packet.writeShort(1); // the packet's identifier
            packet.writeByte(0); // properties
        });
        byte[] answer = receive();
        if (type(answer) != PUBACK) {
            throw new IOException("The broker answers a message with something else");
        }
        // Without a reason code it was a success.
        return answer.length <= HEADER + 2 || (answer[HEADER + 2] & 0xff) != NOT_AUTHORIZED;
    }

    /** Reads the next packet, whose length fits into one byte. */
    byte[] receive() throws IOException {
        byte type = in.readByte();
        int length = in.readUnsignedByte();
        if (length > SHORT) {
            throw new IOException("The broker sends more than was asked for");
        }
        byte[] packet = new byte[HEADER + length];
        packet[0] = type;
        packet[1] = (byte) length;
        in.readFully(packet, HEADER, length);
        return packet;
    }

    static int type(byte[] packet) {
        return packet[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private interface Content {
        void write(DataOutputStream packet) throws IOException;
    }

    private void send(int type, Content content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        content.write(new DataOutputStream(body));
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(body.size());
        body.writeTo(packet);
        socket.getOutputStream().write(packet.toByteArray());
        socket.getOutputStream().flush();
    }

    private static void text(DataOutputStream packet, String text) throws IOException {
        packet.writeShort(text.length());
        packet.write(text.getBytes(US_ASCII));
    }
}
