package org.deviceonboarding.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A load of several clients. Each client sends a request as soon as the previous one is answered. */
record Load(int clients, Duration time, int requests) {
    /** Sends one request and waits for the answer. */
    interface Request {
        /**
         * @param number of the request, counted from 0
         */
        void send(int number) throws IOException, InterruptedException;
    }

    /**
     * @param elapsed the time until the last answer
     */
    record Measurement(Latencies latencies, Duration elapsed) {
        double perSecond() {
            return latencies.count() / (elapsed.toNanos() / 1e9);
        }
    }

    /**
     * @throws IOException the first refusal or failure, because a rate with errors has no meaning
     */
    Measurement run(Request request) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        Queue<IOException> failures = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int client = 0; client < clients; client++) {
                threads.execute(() -> {
                    while (failures.isEmpty() && System.nanoTime() - begin < time.toNanos()) {
                        int number = next.getAndIncrement();
                        if (number >= requests) {
                            return;
                        }
                        long sent = System.nanoTime();
                        try {
                            request.send(number);
                        } catch (IOException e) {
                            failures.add(e);
                            return;
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        }
                        nanos.add(System.nanoTime() - sent);
                    }
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(time.toSeconds() + 120, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                throw new IOException("Requests are not answered within two minutes");
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        if (!failures.isEmpty()) {
            throw failures.element();
        }
        return new Measurement(new Latencies(nanos), elapsed);
    }
}
