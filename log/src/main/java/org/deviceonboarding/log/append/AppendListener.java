package org.deviceonboarding.log.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives PostgreSQL's notifications (LISTEN) of other processes' appends, and passes them on to {@link Appends}. It has a
 * connection of its own, and opens a new one when that is lost. Readers also poll now and then, so a missed notification costs
 * seconds, not events. While it listens, it shows that this process is there ({@link Presence}).
 */
public final class AppendListener implements AutoCloseable {
    public static final String CHANNEL = "event_log";

    private static final Logger log = LoggerFactory.getLogger(AppendListener.class);
    private static final Duration LISTEN = Duration.ofSeconds(10);
    private static final int ANSWER_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Callable<Connection> connections;
    private final String self;
    private final Appends appends;
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;
    private boolean lost;
    private volatile boolean closed;
    private volatile @Nullable Connection current;

    /** @param self the sender whose notifications are ignored: this process */
    public AppendListener(Callable<Connection> connections, String self, Appends appends) {
        this.connections = connections;
        this.self = self;
        this.appends = appends;
        this.thread = Thread.ofVirtual().name("event-log-listener").unstarted(this::run);
    }

    public AppendListener start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.call()) {
                current = connection;
                listen(connection);
            } catch (Exception | Error e) {
                if (!closed) {
                    lost = true;
                    log.warn(
                            "The connection that hears of new events is lost, next try in {}: {}", pause, e.toString());
                    rest();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        try (PreparedStatement presence = connection.prepareStatement(Presence.show("?"))) {
            presence.setString(1, self);
            presence.execute();
        }
        pause = FIRST_PAUSE;
        if (lost) {
            lost = false;
            appends.reconnected();
        }
        appends.ring(); // for whatever was appended while nobody listened
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] heard = notifications.getNotifications((int) LISTEN.toMillis());
            if (Arrays.stream(heard).anyMatch(one -> !one.getParameter().equals(self))) {
                appends.ring();
            }
            if (heard.length == 0 && !connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("no answer");
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            closed = true;
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            Connection connection = current;
            if (connection != null) {
                connection.abort(Runnable::run); // It waits in a read that no interrupt ends.
            }
            thread.join(PATIENCE);
        } catch (SQLException e) {
            log.debug("The listener's connection was broken already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
