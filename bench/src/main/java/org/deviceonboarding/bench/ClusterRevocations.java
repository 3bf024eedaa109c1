package org.deviceonboarding.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Revokes devices, some of them with a session, and watches until each broker enforces that. */
final class ClusterRevocations {
    private static final Duration ENFORCED_WITHIN = Duration.ofMinutes(2);
    private static final Duration SESSION_ENDS_WITHIN = Duration.ofSeconds(2);

    private final PatientClient client;
    private final LoadedFleet fleet;
    private final List<ClusterDevices> brokers;
    private final Tally tally;
    private final Queue<Long> enforcedAfter = new ConcurrentLinkedQueue<>();
    private final Queue<Long> letInUntil = new ConcurrentLinkedQueue<>();

    ClusterRevocations(PatientClient client, LoadedFleet fleet, List<ClusterDevices> brokers, Tally tally) {
        this.client = client;
        this.fleet = fleet;
        this.brokers = brokers;
        this.tally = tally;
    }

    /** The times from the acknowledgement until a broker's report. */
    Latencies enforcedAfter() {
        return new Latencies(enforcedAfter);
    }

    /** The times from the acknowledgement to the last success of a revoked device before the report. */
    Latencies letInUntil() {
        return new Latencies(letInUntil);
    }

    void revokeOne() throws GeneralSecurityException, InterruptedException {
        Optional<LoadedDevice> taken = fleet.takeToRevoke();
        if (taken.isEmpty()) {
            return;
        }
        LoadedDevice device = taken.get();
        Map<String, LiveSession> sessions = sessions(device);
        try {
            Optional<JsonNode> answer =
                    client.change("/revoke/" + device.id(), "{\"reason\": \"cessation_of_operation\"}");
            if (answer.isPresent()) {
                long acknowledged = System.nanoTime();
                fleet.revocationAcknowledged(device);
                tally.count("revoked");
                watch(device, acknowledged, sessions);
            }
        } finally {
            sessions.values().forEach(ClusterRevocations::close);
        }
    }

    private Map<String, LiveSession> sessions(LoadedDevice device) throws GeneralSecurityException {
        Map<String, LiveSession> sessions = new HashMap<>();
        for (ClusterDevices broker : brokers) {
            try {
                sessions.put(broker.broker(), LiveSession.open(device.identity(), device.id(), broker.port()));
            } catch (IOException e) {
                tally.error(broker.broker(), e.getClass().getSimpleName());
            }
        }
        return sessions;
    }

    private void watch(LoadedDevice device, long acknowledged, Map<String, LiveSession> sessions)
            throws InterruptedException {
        List<ClusterDevices> open = new ArrayList<>(brokers);
        long end = acknowledged + ENFORCED_WITHIN.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                tally.violation("the revocation of " + device.id() + " is not enforced after " + ENFORCED_WITHIN);
                return;
            }
            for (ClusterDevices broker : open) {
                if (broker.attempt(device) == ClusterDevices.Attempt.LET_IN) {
                    tally.count("let in before the receipt");
                    letInUntil.add(System.nanoTime() - acknowledged);
                }
            }
            Optional<JsonNode> report = client.revocation(device.id());
            if (report.isEmpty()) {
                return;
            }
            List<String> enforced = enforced(report.get());
            for (ClusterDevices broker : List.copyOf(open)) {
                if (enforced.contains(broker.broker())) {
                    open.remove(broker);
                    enforcedAfter.add(System.nanoTime() - acknowledged);
                    fleet.bar(device, broker.broker());
                    broker.mustBeRefused(device);
                    mustEnd(sessions.get(broker.broker()), device, broker.broker());
                }
            }
        }
    }

    private static List<String> enforced(JsonNode report) {
        List<String> brokers = new ArrayList<>();
        for (JsonNode broker : report.path("enforcement")) {
            if (broker.path("state").asString().equals("enforced")) {
                brokers.add(broker.path("broker_id").asString());
            }
        }
        return brokers;
    }

    private void mustEnd(@Nullable LiveSession session, LoadedDevice device, String broker)
            throws InterruptedException {
        if (session == null) {
            return;
        }
        try {
            session.end(SESSION_ENDS_WITHIN);
            tally.count("sessions ended");
        } catch (IOException e) {
            tally.violation("session of " + device.id() + " at " + broker + ": " + e.getMessage());
        }
    }

    private static void close(LiveSession session) {
        try {
            session.close();
        } catch (IOException _) {
            // The broker was faster.
        }
    }
}
