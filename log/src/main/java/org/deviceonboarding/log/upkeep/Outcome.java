package org.deviceonboarding.log.upkeep;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a task that is under way, or at its end. */
record Outcome(
        long done,
        long whole,
        @Nullable Long position,
        Map<String, Long> counts,
        List<Difference> differences,
        long differencesTotal) {}
