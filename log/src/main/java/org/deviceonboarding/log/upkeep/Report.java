package org.deviceonboarding.log.upkeep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.deviceonboarding.log.state.Findings;
import org.jspecify.annotations.Nullable;

/**
 * Collects the results of a task, and passes them on from time to time. It keeps only the first differences, so it
 * stays small.
 */
public final class Report implements Findings {
    public static final int MOST_DIFFERENCES = 100;
    private static final int LONGEST = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String projection;
    private final BooleanSupplier stopped;
    private final Consumer<Outcome> listener;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private long total;
    private long done;
    private long whole;
    private @Nullable Long position;
    private long told = System.nanoTime();

    Report(String projection, BooleanSupplier stopped, Consumer<Outcome> listener) {
        this.projection = projection;
        this.stopped = stopped;
        this.listener = listener;
    }

    @Override
    public void reached(long newDone, long newWhole) {
        done = newDone;
        whole = newWhole;
        if (stopped.getAsBoolean()) {
            throw new CancellationException("The server was stopped");
        }
        if (System.nanoTime() - told > PAUSE.toNanos()) {
            told = System.nanoTime();
            listener.accept(outcome());
        }
    }

    @Override
    public void counted(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    @Override
    public void comparedAt(long newPosition) {
        position = newPosition;
    }

    @Override
    public void differs(String key, String expected, String found) {
        total++;
        if (differences.size() < MOST_DIFFERENCES) {
            differences.add(new Difference(projection, cut(key), cut(expected), cut(found)));
        }
    }

    Outcome outcome() {
        return new Outcome(done, whole, position, Map.copyOf(counts), List.copyOf(differences), total);
    }

    // jsonb takes no NUL.
    private static String cut(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }
}
