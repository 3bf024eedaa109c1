package org.deviceonboarding.web.fleet;

import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deviceonboarding.query.fleet.FleetSummary;

/**
 * A chart of the ends of certificates, as bars of an SVG: expired ones, each month, and all later ones.
 *
 * @param most the count of the highest bar
 */
record ExpiryChart(List<Bar> bars, long most, long total) {
    private static final int WIDTH = 40;
    private static final int GAP = 8;
    private static final int HEIGHT = 110;
    private static final int LEAST = 3;

    /**
     * @param label below the bar
     * @param spoken the label in full, for the table beside the chart
     * @param kind for the style sheet: {@code expired}, {@code soon}, {@code month} or {@code later}
     */
    record Bar(String label, String spoken, long count, String kind, int x, int y, int width, int height) {
        public int middle() {
            return x + width / 2;
        }
    }

    static ExpiryChart of(FleetSummary summary) {
        List<Slot> slots = new ArrayList<>();
        slots.add(new Slot("Past", "Expired", summary.expired(), "expired"));
        for (FleetSummary.Month month : summary.expiring()) {
            String name = month.month().getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            slots.add(new Slot(
                    month.month().getMonthValue() == 1 ? "’" + month.month().getYear() % 100 : name,
                    month.month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                            + month.month().getYear(),
                    month.count(),
                    slots.size() == 1 ? "soon" : "month"));
        }
        slots.add(new Slot("Later", "Later", summary.later(), "later"));
        long most = slots.stream().mapToLong(Slot::count).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (Slot slot : slots) {
            int height = slot.count() == 0 ? 0 : (int) Math.max(LEAST, slot.count() * HEIGHT / Math.max(1, most));
            int x = bars.size() * (WIDTH + GAP) + GAP / 2;
            bars.add(
                    new Bar(slot.label(), slot.spoken(), slot.count(), slot.kind(), x, HEIGHT - height, WIDTH, height));
        }
        return new ExpiryChart(bars, most, slots.stream().mapToLong(Slot::count).sum());
    }

    public int width() {
        return bars.size() * (WIDTH + GAP);
    }

    private record Slot(String label, String spoken, long count, String kind) {}
}
