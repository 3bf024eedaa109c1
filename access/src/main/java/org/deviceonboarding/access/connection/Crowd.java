package org.deviceonboarding.access.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections free at a port. Where it is crowded, connections are ended that are there for
 * longest and do nothing: those that have not done their handshake, or those that have and do not ask, whichever are
 * more, from the address that has most of them. An honest caller takes a fraction of a second for either, so whoever
 * holds connections open to keep others out loses them first, and a fleet behind one address or one balancer is as
 * welcome as any.
 */
public final class Crowd {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration AT_EASE = Duration.ofSeconds(1);
    private static final Duration DAWDLING = Duration.ofSeconds(1);
    private static final Duration ENDLESS = Duration.ofSeconds(30);

    private final NioEndpoint port;
    private final int most;
    private Map<SocketWrapperBase<NioChannel>, Long> seen = new HashMap<>();
    private @Nullable Thread thread;

    /** @param most how many connections may be open before any is ended */
    public Crowd(NioEndpoint port, int most) {
        this.port = port;
        this.most = most;
    }

    public void start() {
        thread = Thread.ofVirtual().name("crowd").start(this::run);
    }

    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(seen.size() * 2 < most ? AT_EASE : LOOK_AGAIN);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did that.
        }
    }

    private void look() {
        long now = System.nanoTime();
        Map<SocketWrapperBase<NioChannel>, Long> present = port.getConnections().stream()
                .filter(connection -> !connection.isClosed())
                .collect(Collectors.toMap(one -> one, one -> seen.getOrDefault(one, now)));
        seen = present;
        for (int tooMany = present.size() - most; tooMany > 0; tooMany--) {
            Optional<SocketWrapperBase<NioChannel>> leaver = leaver(now);
            if (leaver.isEmpty()) {
                return;
            }
            leaver.get().close();
            present.remove(leaver.get());
        }
    }

    private Optional<SocketWrapperBase<NioChannel>> leaver(long now) {
        Map<Doing, List<SocketWrapperBase<NioChannel>>> idle = seen.keySet().stream()
                .filter(one -> now - seen.getOrDefault(one, now)
                        > Doing.of(one).patience.toNanos())
                .collect(Collectors.groupingBy(Doing::of));
        return Stream.of(Doing.SHAKES_HANDS, Doing.WAITS)
                .map(doing -> idle.getOrDefault(doing, List.of()))
                .max(Comparator.comparingInt(List::size))
                .filter(group -> !group.isEmpty())
                .or(() -> Optional.ofNullable(idle.get(Doing.IS_SERVED)))
                .flatMap(this::longest);
    }

    private Optional<SocketWrapperBase<NioChannel>> longest(List<SocketWrapperBase<NioChannel>> group) {
        return group.stream()
                .collect(Collectors.groupingBy(one -> String.valueOf(one.getRemoteAddr())))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .flatMap(ofOneAddress -> ofOneAddress.stream()
                        .min(Comparator.comparingLong(one -> seen.getOrDefault(one, Long.MAX_VALUE))));
    }

    private enum Doing {
        SHAKES_HANDS(DAWDLING),
        WAITS(DAWDLING),
        IS_SERVED(ENDLESS);

        private final Duration patience;

        Doing(Duration patience) {
            this.patience = patience;
        }

        static Doing of(SocketWrapperBase<NioChannel> connection) {
            NioChannel channel = connection.getSocket();
            if (channel == null || !channel.isHandshakeComplete()) {
                return SHAKES_HANDS;
            }
            return connection.getLock().isLocked() ? IS_SERVED : WAITS;
        }
    }
}
