package org.deviceonboarding.command.job;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports the progress of a job to its listeners as server-sent events. Each has a virtual thread, which looks into
 * the table: whichever process works on the job, whichever is asked tells. Who listens has proved once who it is, so a
 * stream ends after five minutes; whoever wants to hear more asks again, as browsers do by themselves.
 */
@Component
class ProgressStream {
    private static final int MOST_LISTENERS = 100;
    private static final int MOST_OF_ONE_CALLER = 10;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int HEARTBEAT = 30; // pauses
    private static final int LONGEST = 600; // pauses

    private final Semaphore free = new Semaphore(MOST_LISTENERS);
    private final Map<String, Integer> listening = new ConcurrentHashMap<>();
    private final JsonMapper json;
    private volatile boolean closing;

    ProgressStream(JsonMapper json) {
        this.json = json;
    }

    @EventListener
    void on(ContextClosedEvent event) {
        closing = true;
    }

    /**
     * Writes the view whenever it has changed, until the job is over.
     *
     * @param caller whoever listens
     */
    void tell(String caller, Supplier<JobView> view, HttpServletResponse response) throws IOException {
        JobView now = view.get();
        if (!enter(caller)) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS, "Too many listen already; ask for the job itself now and then");
        }
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // a proxy that collects would tell nothing for long
            follow(view, now, response.getOutputStream());
        } finally {
            leave(caller);
        }
    }

    private boolean enter(String caller) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (listening.merge(caller, 1, Integer::sum) > MOST_OF_ONE_CALLER) {
            leave(caller);
            return false;
        }
        return true;
    }

    private void leave(String caller) {
        listening.computeIfPresent(caller, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        free.release();
    }

    private void follow(Supplier<JobView> view, JobView first, OutputStream out) throws IOException {
        JobView told = first;
        write(out, "data: " + json.writeValueAsString(told) + "\n\n");
        int quiet = 0;
        for (int turn = 0; !told.status().isOver() && turn < LONGEST && !closing && pause(); turn++) {
            JobView now = view.get();
            if (now.refused() != told.refused() || moved(now, told)) {
                write(out, "data: " + json.writeValueAsString(now) + "\n\n");
                told = now;
                quiet = 0;
            } else if (++quiet % HEARTBEAT == 0) {
                write(out, ": still here\n\n");
            }
        }
    }

    private static boolean moved(JobView now, JobView told) {
        return now.status() != told.status()
                || !Objects.equals(now.registered(), told.registered())
                || !Objects.equals(now.done(), told.done());
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
