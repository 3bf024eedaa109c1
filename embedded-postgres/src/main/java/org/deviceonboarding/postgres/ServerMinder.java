package org.deviceonboarding.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an embedded server again when it has died, with longer and longer pauses between tries. If no try succeeds for
 * long, it gives up and ends the process, because a portal without a database must not look alive.
 */
final class ServerMinder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerMinder.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final EmbeddedServer server;
    private final Duration patience;
    private final Consumer<String> givingUp;
    private @Nullable Thread thread;

    /**
     * @param patience how long it is tried to start the server again
     * @param givingUp takes the reason, once
     */
    ServerMinder(EmbeddedServer server, Duration patience, Consumer<String> givingUp) {
        this.server = server;
        this.patience = patience;
        this.givingUp = givingUp;
    }

    ServerMinder start() {
        thread = Thread.ofPlatform().daemon().name("postgresql-minder").start(this::mind);
        return this;
    }

    private void mind() {
        try {
            while (true) {
                Thread.sleep(LOOK_AGAIN);
                if (server.died() && !startsAgain()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() did that.
        }
    }

    private boolean startsAgain() throws InterruptedException {
        log.error("PostgreSQL in {} died and is started again", server.home());
        long deadline = System.nanoTime() + patience.toNanos();
        String reason = "";
        for (Duration pause = FIRST_PAUSE; System.nanoTime() < deadline; pause = longer(pause)) {
            try {
                server.startAgain();
                log.info("PostgreSQL runs again in {}", server.home());
                return true;
            } catch (IOException | RuntimeException e) {
                reason = String.valueOf(e.getMessage());
                log.warn("PostgreSQL does not start, next try in {} s: {}", pause.toSeconds(), reason);
                Thread.sleep(pause);
            }
        }
        givingUp.accept("PostgreSQL in " + server.home() + " died and could not be started again within "
                + patience.toSeconds() + " s: " + reason);
        return false;
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /** Stops the supervision. After this method returns, it starts no server any more. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                boolean _ = running.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
