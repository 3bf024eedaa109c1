package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.output.TimeSpan;
import tools.jackson.databind.JsonNode;

/** Checks which policy each broker enforces. */
final class BrokersCheck implements DoctorCheck {
    private static final long SLOW_SECONDS = 30;
    private static final long STUCK_SECONDS = 300;
    private static final Duration SOON = Duration.ofDays(14);

    @Override
    public String subject() {
        return "brokers";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        if (!context.portal().hasKey()) {
            return List.of();
        }
        List<DoctorFinding> findings = new ArrayList<>();
        JsonNode brokers = context.portal().json("/brokers", Map.of()).path("items");
        for (JsonNode broker : brokers) {
            String name = "broker " + broker.path("broker_id").asString("");
            findings.add(policy(name, broker, context.clock().instant()));
            findings.add(lag(name, broker));
            if (broker.path("canary").isObject()) {
                findings.add(canary(name, broker.path("canary")));
            }
            certificate(name, broker, context.clock().instant(), findings);
        }
        if (findings.isEmpty()) {
            findings.add(DoctorFinding.warn(
                    "brokers",
                    "none has reported yet: nobody enforces anything",
                    "Run a process with the acl role beside a Mosquitto; docs/settings.md, The broker"));
        }
        return findings;
    }

    private static DoctorFinding policy(String name, JsonNode broker, Instant now) {
        return switch (broker.path("status").asString("")) {
            case "enforced" -> {
                String at = broker.path("enforced_at").asString("");
                yield DoctorFinding.ok(
                        name,
                        "enforces position " + broker.path("position").asLong() + " and CRL "
                                + broker.path("crl_number").asString("") + ", last receipt "
                                + (at.isEmpty()
                                        ? "unknown"
                                        : TimeSpan.text(Duration.between(Instant.parse(at), now)) + " ago"));
            }
            case "rejected" ->
                DoctorFinding.fail(
                        name,
                        "refused a policy: "
                                + broker.path("rejection").path("reason").asString(""),
                        "The last good one is in force; look at the log of its process with the acl role");
            case "stalled" ->
                DoctorFinding.warn(
                        name,
                        "has not confirmed what it has to enforce",
                        "Is its process with the acl role running, and does it reach the database?");
            default ->
                DoctorFinding.warn(
                        name, "never gave a receipt", "Give it what the proof needs: docs/settings.md, BROKER_PROOF");
        };
    }

    private static DoctorFinding lag(String name, JsonNode broker) {
        long positions = broker.path("lag_positions").asLong();
        long seconds = broker.path("lag_seconds").asLong();
        String what = positions == 0 ? "has all there is" : positions + " events behind, for " + seconds + " s";
        String remedy = "Is its process with the acl role running, and does it reach the database?";
        if (positions == 0 || seconds < SLOW_SECONDS) {
            return DoctorFinding.ok(name + ": lag", what);
        }
        return seconds < STUCK_SECONDS
                ? DoctorFinding.warn(name + ": lag", what, remedy)
                : DoctorFinding.fail(name + ": lag", what, remedy);
    }

    private static DoctorFinding canary(String name, JsonNode canary) {
        List<String> bad = canary.properties().stream()
                .filter(seen -> !seen.getValue().asBoolean())
                .map(seen -> "not " + seen.getKey().replace('_', ' '))
                .toList();
        return bad.isEmpty()
                ? DoctorFinding.ok(
                        name + ": canary",
                        "a revoked certificate was refused, a good one let in to its own topics only")
                : DoctorFinding.fail(
                        name + ": canary",
                        String.join(", ", bad),
                        "The broker does not do what its files say: is mosquitto.conf the one we wrote?");
    }

    private static void certificate(String name, JsonNode broker, Instant now, List<DoctorFinding> findings) {
        String expires = broker.path("certificate").path("expires_at").asString("");
        if (!expires.isEmpty()) {
            Duration left = Duration.between(now, Instant.parse(expires));
            String what = "expires in " + TimeSpan.text(left);
            findings.add(
                    left.compareTo(SOON) < 0
                            ? DoctorFinding.warn(
                                    name + ": certificate",
                                    what,
                                    "Its process with the acl role should have asked for a new one")
                            : DoctorFinding.ok(name + ": certificate", what));
        }
    }
}
