package org.deviceonboarding.acl.crl;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A CRL that is being fetched while its caller does something else. */
public final class CrlFetch {
    private final FutureTask<String> task;

    private CrlFetch(FutureTask<String> task) {
        this.task = task;
    }

    /** @param minPosition the log position that the CRL must know */
    public static CrlFetch begin(CrlSource source, long minPosition) {
        FutureTask<String> task = new FutureTask<>(() -> source.fetch(minPosition));
        Thread.ofVirtual().name("crl-fetch").start(task);
        return new CrlFetch(task);
    }

    /**
     * Waits for the answer.
     *
     * @return PEM
     * @throws IOException if no CRL arrives in time
     */
    public String await() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IOException(e.getCause());
            }
        } finally {
            task.cancel(true);
        }
    }

    /** Gives the fetch up. */
    public void cancel() {
        task.cancel(true);
    }
}
