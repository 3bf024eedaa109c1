package org.deviceonboarding.log.projection;

import java.util.Map;
import java.util.TreeSet;
import org.deviceonboarding.log.state.Findings;

/** Compares rows by their key, where there are few enough to have them all at hand. */
public final class RowComparison {
    private static final String NO_ROW = "no row";

    private RowComparison() {}

    public static void of(Map<String, String> expected, Map<String, String> found, Findings findings) {
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            String wanted = expected.getOrDefault(key, NO_ROW);
            String there = found.getOrDefault(key, NO_ROW);
            if (!wanted.equals(there)) {
                findings.differs(key, wanted, there);
            }
        }
    }
}
