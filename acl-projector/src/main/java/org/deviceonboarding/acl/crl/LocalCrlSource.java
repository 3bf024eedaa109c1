package org.deviceonboarding.acl.crl;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** Reads the CRL from the side that signs it, in the same process: nothing goes over HTTP. It waits as long as over HTTP. */
public final class LocalCrlSource implements CrlSource {
    /** Returns the newest CRL as PEM, once it knows the log up to a position. Throws a RuntimeException if there is none. */
    @FunctionalInterface
    public interface Signer extends LongFunction<String> {}

    private final Signer signer;
    private final CrlSize size;
    private final Duration deadline;

    public LocalCrlSource(Signer signer, CrlSize size) {
        this(signer, size, HttpCrlSource.DEADLINE);
    }

    LocalCrlSource(Signer signer, CrlSize size, Duration deadline) {
        this.signer = signer;
        this.size = size;
        this.deadline = deadline;
    }

    @Override
    public String fetch(long minPosition) throws IOException, InterruptedException {
        String pem = signed(minPosition);
        size.is(pem.length());
        if (pem.length() > size.most()) {
            throw new IOException("The CRL of this process has " + pem.length() + " bytes, more than " + size.most());
        }
        return pem;
    }

    // The signer reads the database, which may be silent for much longer than a broker can wait.
    private String signed(long minPosition) throws IOException, InterruptedException {
        FutureTask<String> task = new FutureTask<>(() -> signer.apply(minPosition));
        Thread.ofVirtual().name("crl-of-this-process").start(task);
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("No CRL from this process within " + deadline.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("No CRL from this process: " + cause.getMessage(), cause);
        } finally {
            task.cancel(true);
        }
    }
}
