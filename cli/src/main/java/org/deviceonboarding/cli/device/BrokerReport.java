package org.deviceonboarding.cli.device;

import java.util.List;
import java.util.Locale;
import org.deviceonboarding.cli.output.SafeText;
import tools.jackson.databind.JsonNode;

/** Which brokers enforce a change, as the portal's answer says. */
record BrokerReport(List<String> lines, boolean complete) {
    private static final String PENDING = "pending";

    static BrokerReport of(JsonNode answer) {
        JsonNode brokers = answer.path("enforcement");
        return new BrokerReport(
                brokers.valueStream().map(BrokerReport::line).toList(),
                brokers.valueStream().noneMatch(broker -> state(broker).equals(PENDING)));
    }

    private static String line(JsonNode broker) {
        String what = switch (state(broker)) {
            case "enforced" ->
                String.format(
                        Locale.ROOT,
                        "enforced after %.1f s",
                        broker.path("after_millis").asLong(0) / 1000.0);
            case PENDING -> "not yet";
            case "unproven" -> "not known: nobody asks this broker what it enforces";
            default -> SafeText.line(state(broker));
        };
        return SafeText.line(broker.path("broker_id").asString("")) + ": " + what;
    }

    private static String state(JsonNode broker) {
        return broker.path("state").asString("");
    }
}
