package org.deviceonboarding.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The steps from a revocation's event to its receipt, as the portal's metric {@code revocation_step_seconds} has them so far.
 *
 * @param steps by name, in the order in which they happen
 */
record ReleaseSteps(Map<String, Step> steps) {
    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^revocation_step_seconds_(count|sum)\\{[^}]*step=\"([a-z]+)\"[^}]*} (\\S+)$");
    // As docs/architecture.md names them.
    private static final String ORDER =
            "read look render write crl check rename signal sync reload sessions proof receipt";
    private static final double MILLIS = 1_000;

    /** How often a step was taken, and for how long in all. */
    record Step(double count, double seconds) {
        Step plus(double more, double longer) {
            return new Step(count + more, seconds + longer);
        }
    }

    static List<String> names() {
        return List.of(ORDER.split(" ", -1));
    }

    static ReleaseSteps of(PortalInstallation portal) throws IOException, InterruptedException {
        Map<String, Step> steps = new LinkedHashMap<>();
        names().forEach(step -> steps.put(step, new Step(0, 0)));
        String text = portal.api().text("/metrics");
        for (MatchResult sample : SAMPLE.matcher(text).results().toList()) {
            double value = Double.parseDouble(sample.group(3));
            boolean count = sample.group(1).equals("count");
            steps.computeIfPresent(sample.group(2), (_, step) -> count ? step.plus(value, 0) : step.plus(0, value));
        }
        return new ReleaseSteps(steps);
    }

    /** The mean milliseconds of each step since then. */
    Map<String, Double> since(ReleaseSteps before) {
        Map<String, Double> means = new LinkedHashMap<>();
        steps.forEach((name, step) -> {
            Step earlier = before.steps.getOrDefault(name, new Step(0, 0));
            double count = step.count - earlier.count;
            means.put(name, count == 0 ? 0 : (step.seconds - earlier.seconds) / count * MILLIS);
        });
        return means;
    }
}
