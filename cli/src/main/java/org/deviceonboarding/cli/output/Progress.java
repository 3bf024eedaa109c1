package org.deviceonboarding.cli.output;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A line that says how far it is, on a terminal and nowhere else. */
public final class Progress implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PrintWriter err;
    private final String unit;
    private final boolean shown;
    private final long begin = System.nanoTime();
    private long last = begin;
    private boolean dirty;

    /** @param unit what is counted */
    public Progress(PrintWriter err, String unit) {
        this.err = err;
        this.unit = unit;
        this.shown =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    public void reached(long count) {
        long now = System.nanoTime();
        if (shown && now - last > PAUSE.toNanos()) {
            last = now;
            dirty = true;
            double seconds = (now - begin) / 1e9;
            err.print(String.format(Locale.ROOT, "\r\u001b[K%,d %s, %,.0f/s", count, unit, count / seconds));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (dirty) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
