package org.deviceonboarding.log.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The wire between the portal and PostgreSQL, which fails at a chosen moment of the next transaction that appends to the log. It
 * reads what goes by, so the driver must send every statement in words ({@code prepareThreshold=0}).
 */
public final class Wire implements AutoCloseable {
    /** What happens, and when. After a stall, nothing is heard on any connection, old or new, until the wire is mended. */
    public enum Fault {
        CUT_BEFORE_COMMIT(false, "insert into domain_event_entry", false),
        STALL_BEFORE_COMMIT(true, "insert into domain_event_entry", false),
        CUT_AT_COMMIT(false, "COMMIT", false),
        STALL_AT_COMMIT(true, "COMMIT", false),
        CUT_AFTER_COMMIT(false, "COMMIT", true),
        STALL_AFTER_COMMIT(true, "COMMIT", true);

        private final boolean stalls;
        private final String moment;
        /** Whether the server hears it, and only its answer is lost. */
        private final boolean heard;

        Fault(boolean stalls, String moment, boolean heard) {
            this.stalls = stalls;
            this.moment = moment;
            this.heard = heard;
        }

        public boolean stalls() {
            return stalls;
        }

        public boolean isBeforeCommit() {
            return !moment.equals("COMMIT");
        }

        public boolean commits() {
            return heard;
        }
    }

    private final int target;
    private final ServerSocket door;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Fault armed;
    private volatile CountDownLatch stall = new CountDownLatch(0);

    public Wire(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void failAt(Fault fault) {
        armed = fault;
    }

    public void stall() {
        stall = new CountDownLatch(1);
    }

    /** Connections from before are broken; new ones are as good as new. */
    public void mend() {
        armed = null;
        sockets.forEach(Wire::close);
        sockets.clear();
        stall.countDown();
    }

    @Override
    public void close() throws IOException {
        door.close();
        mend();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                Connection connection = new Connection(near, far);
                Thread.ofVirtual().start(() -> connection.carry(near, far, true));
                Thread.ofVirtual().start(() -> connection.carry(far, near, false));
            }
        } catch (IOException _) {
            // The door is closed.
        }
    }

    private final class Connection {
        private final Socket near;
        private final Socket far;
        private boolean appends;
        private volatile boolean deaf;

        Connection(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void carry(Socket from, Socket to, boolean asks) {
            byte[] buffer = new byte[64 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (asks) {
                        watch(new String(buffer, 0, read, ISO_8859_1), buffer, read, out);
                    }
                    stall.await();
                    if (!deaf) {
                        out.write(buffer, 0, read);
                    } else if (!asks) {
                        break;
                    }
                }
            } catch (IOException | InterruptedException _) {
                // One end closed; so must the other.
            }
            close(near);
            close(far);
        }

        private void watch(String words, byte[] buffer, int length, OutputStream out) throws IOException {
            Fault fault = armed;
            appends |= words.contains("insert into domain_event_entry");
            if (fault != null && appends && words.contains(fault.moment)) {
                armed = null;
                deaf = true;
                if (fault.stalls) {
                    stall();
                }
                if (fault.heard) {
                    out.write(buffer, 0, length);
                } else if (!fault.stalls) {
                    throw new IOException("cut");
                }
            }
            appends &= !words.contains("COMMIT");
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
