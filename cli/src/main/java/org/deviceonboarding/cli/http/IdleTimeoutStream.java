package org.deviceonboarding.cli.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream that fails if no byte arrives for two minutes. */
final class IdleTimeoutStream extends FilterInputStream {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final Future<?> looking;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean reading;
    private volatile boolean gaveUp;

    IdleTimeoutStream(InputStream in) {
        super(in);
        looking = watch.scheduleWithFixedDelay(this::look, GLANCE.toSeconds(), GLANCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void look() {
        if (reading && System.nanoTime() - lastRead > PATIENCE.toNanos()) {
            gaveUp = true;
            try {
                in.close();
            } catch (IOException e) {
                // Whoever reads finds out.
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lastRead = System.nanoTime();
        reading = true;
        try {
            int taken = in.read(bytes, offset, length);
            if (gaveUp) {
                throw new IOException("no data arrived for " + PATIENCE.toSeconds() + " s");
            }
            return taken;
        } catch (IOException e) {
            throw new ServerUnreachable("The server broke off: " + e.getMessage(), e);
        } finally {
            reading = false;
        }
    }

    @Override
    public void close() throws IOException {
        looking.cancel(false);
        watch.shutdown();
        in.close();
    }
}
