package org.deviceonboarding.cli.output;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Shows the progress of a long task, on a terminal only. */
public final class ProgressBar implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int BAR = 30;

    private final PrintWriter err;
    private final String unit;
    private final boolean shown;
    private final long begin = System.nanoTime();
    private long last = begin;
    private boolean dirty;

    /**
     * @param unit of the count, such as devices
     */
    public ProgressBar(PrintWriter err, String unit) {
        this.err = err;
        this.unit = unit;
        this.shown =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    public void reached(long count) {
        if (due()) {
            show(String.format(Locale.ROOT, "%,d %s, %,.0f/s", count, unit, count / seconds()));
        }
    }

    /**
     * @param secondsLeft less than 0 if unknown
     */
    public void reached(long count, long total, long secondsLeft) {
        if (due()) {
            int filled = total <= 0 ? 0 : (int) Math.min(BAR, BAR * count / total);
            show(String.format(
                    Locale.ROOT,
                    "[%s%s] %,d of %,d %s%s",
                    "#".repeat(filled),
                    ".".repeat(BAR - filled),
                    count,
                    total,
                    unit,
                    secondsLeft < 0 ? "" : ", " + secondsLeft + " s left"));
        }
    }

    private boolean due() {
        return shown && (!dirty || System.nanoTime() - last > PAUSE.toNanos());
    }

    private double seconds() {
        return Math.max(1, System.nanoTime() - begin) / 1e9;
    }

    private void show(String line) {
        last = System.nanoTime();
        dirty = true;
        err.print("\r\u001b[K" + line);
        err.flush();
    }

    @Override
    public void close() {
        if (dirty) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
