package org.deviceonboarding.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** A device's MQTT 5 session, with a thread that waits for its end. */
final class LiveSession implements Closeable {
    private final MqttConnection line;
    private final FutureTask<Long> end;

    private LiveSession(MqttConnection line) {
        this.line = line;
        this.end = new FutureTask<>(this::listen);
    }

    static LiveSession open(DeviceIdentity device, String deviceId, int port)
            throws GeneralSecurityException, IOException {
        LiveSession session = new LiveSession(new MqttConnection(device.connect(port, "TLS")));
        try {
            session.line.connect(deviceId, null);
            session.line.waitAsLongAsItTakes();
        } catch (IOException e) {
            session.close();
            throw e;
        }
        Thread.ofPlatform().daemon().name("live-session").start(session.end);
        return session;
    }

    boolean isLive() {
        return !end.isDone();
    }

    /**
     * The moment at which the device noticed the end of the session, by {@link System#nanoTime}.
     *
     * @throws IOException if the session does not end in time
     */
    long end(Duration within) throws IOException, InterruptedException {
        try {
            return end.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("A revoked device still has its session after " + within, e);
        } catch (ExecutionException e) {
            throw new IOException("A session did not end as it should: " + e.getCause(), e);
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }

    // With a DISCONNECT, as MQTT 5 has it, or without.
    private long listen() throws IOException {
        try {
            int type = MqttConnection.type(line.receive());
            long now = System.nanoTime();
            if (type != MqttConnection.DISCONNECT) {
                throw new IOException("The broker sent packet 0x" + Integer.toHexString(type));
            }
            return now;
        } catch (EOFException | SocketException | SSLException _) {
            return System.nanoTime();
        }
    }
}
