package org.deviceonboarding.web.broker;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.query.broker.BrokerReads.Latency;

/**
 * A chart of how long the newest changes took from the log to the proof by the broker: dots of an SVG in the order of the changes.
 *
 * @param scale the highest value on the chart
 */
record LatencyChart(List<Dot> dots, long scale, long median, long ninetyFifth, long longest) {
    public static final int HEIGHT = 120;
    public static final int WIDTH = 720;
    private static final int MARGIN = 10;
    private static final long FIRST_SCALE = 250;

    record Dot(Latency latency, int x, int y) {
        public int stem() {
            return HEIGHT - y;
        }
    }

    static LatencyChart of(List<Latency> latencies) {
        List<Long> sorted = latencies.stream().map(Latency::millis).sorted().toList();
        long longest = sorted.isEmpty() ? 0 : sorted.getLast();
        long scale = FIRST_SCALE;
        while (scale < longest) {
            scale *= 2;
        }
        List<Dot> dots = new ArrayList<>();
        int step = (WIDTH - 2 * MARGIN) / Math.max(1, latencies.size());
        for (Latency latency : latencies) {
            dots.add(new Dot(latency, MARGIN + step / 2 + dots.size() * step, (int)
                    (HEIGHT - latency.millis() * HEIGHT / scale)));
        }
        return new LatencyChart(dots, scale, at(sorted, 50), at(sorted, 95), longest);
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
