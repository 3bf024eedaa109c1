package org.deviceonboarding.log.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.gateway.ExponentialBackOffIntervalRetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.deviceonboarding.log.database.Change;

/**
 * Tries a command again that lost a race for its aggregate, and nothing else: up to eight times, after 10, 20, 40, ...
 * milliseconds, about two and a half seconds in all.
 */
final class LostRaces extends ExponentialBackOffIntervalRetryScheduler implements AutoCloseable {
    private static final int TRIES = 8;
    private static final long FIRST_PAUSE_MILLIS = 10;

    private final ScheduledExecutorService executor;

    LostRaces() {
        this(Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("command-retry-", 0).daemon().factory()));
    }

    private LostRaces(ScheduledExecutorService executor) {
        super(builder().retryExecutor(executor).maxRetryCount(TRIES).backoffFactor(FIRST_PAUSE_MILLIS));
        this.executor = executor;
    }

    /** As part of the request that it was made for. */
    @Override
    protected boolean scheduleRetry(Runnable dispatch, long interval) {
        return super.scheduleRetry(Change.carried(dispatch), interval);
    }

    @Override
    protected boolean isExplicitlyNonTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
