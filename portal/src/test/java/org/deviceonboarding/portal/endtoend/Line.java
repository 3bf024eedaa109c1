package org.deviceonboarding.portal.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line to a server on this machine that can be cut. What is connected then hears nothing more, ever, not even that it
 * was cut off, as behind a firewall that forgot; who wants to connect is refused until the line is mended.
 */
final class Line implements AutoCloseable {
    private final int target;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private ServerSocket door;
    private final AtomicInteger cuts = new AtomicInteger();

    private Line(int target, ServerSocket door) {
        this.target = target;
        this.port = door.getLocalPort();
        this.door = door;
        accept(door);
    }

    static Line to(int target) throws IOException {
        return new Line(target, open(0));
    }

    int port() {
        return port;
    }

    void cut() throws IOException {
        cuts.incrementAndGet();
        door.close();
    }

    void mend() throws IOException {
        door = open(port);
        accept(door);
    }

    @Override
    public void close() throws IOException {
        cut();
        sockets.forEach(Line::close);
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void accept(ServerSocket at) {
        Thread.ofVirtual().name("line").start(() -> {
            try {
                while (true) {
                    Socket near = at.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(near);
                    sockets.add(far);
                    carry(near, far);
                    carry(far, near);
                }
            } catch (IOException _) {
                // The line was cut.
            }
        });
    }

    private void carry(Socket from, Socket to) {
        int whole = cuts.get();
        Thread.ofVirtual().name("line").start(() -> {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0 && cuts.get() == whole; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            } catch (IOException _) {
                // One end closed; so must the other.
            }
            if (cuts.get() == whole) {
                close(from);
                close(to);
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
