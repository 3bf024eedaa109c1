package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.output.TimeSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Checks whether the server answers, and whether its clock agrees with ours. */
final class ServerCheck {
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);
    private static final Duration HARMFUL = Duration.ofSeconds(60); // so far from the database, a process signs no CRL

    private JsonNode health = MissingNode.getInstance();
    private final List<DoctorFinding> findings = new ArrayList<>();

    static ServerCheck of(PortalClient portal, InstantSource clock) {
        ServerCheck check = new ServerCheck();
        Instant before = clock.instant();
        try {
            check.health = portal.json("/health", Map.of());
        } catch (RefusedByServer e) {
            check.health = e.problem(); // unhealthy is a 503
        } catch (IOException e) {
            check.findings.add(DoctorFinding.fail(
                    "server",
                    String.valueOf(e.getMessage()),
                    "Is it running, and is --url right? Is a proxy in between?"));
            return check;
        }
        Instant after = clock.instant();
        if (!check.health.has("status") || !check.health.has("checks")) {
            check.findings.add(
                    DoctorFinding.fail("server", portal.url() + " answers, but not as a portal", "Is --url right?"));
            check.health = MissingNode.getInstance();
            return check;
        }
        check.findings.add(DoctorFinding.ok(
                "server",
                portal.url() + ", version " + check.health.path("version").asString("unknown")));
        check.clock(before, after);
        return check;
    }

    private void clock(Instant before, Instant after) {
        Instant server;
        try {
            server = Instant.parse(health.path("timestamp").asString(""));
        } catch (DateTimeParseException e) {
            return;
        }
        Duration apart =
                Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), server);
        // What the answer took may be all of the difference.
        Duration least = apart.abs().minus(Duration.between(before, after).dividedBy(2));
        String what = "the server's clock is " + apart.abs().toMillis() + " ms "
                + (apart.isNegative() ? "behind" : "ahead of") + " this one's";
        if (least.compareTo(NOTICEABLE) < 0) {
            findings.add(DoctorFinding.ok("clock", what));
        } else if (least.compareTo(HARMFUL) < 0) {
            findings.add(DoctorFinding.warn("clock", what, "Have both keep time by NTP"));
        } else {
            findings.add(DoctorFinding.fail(
                    "clock",
                    "the server's clock is " + TimeSpan.text(apart) + (apart.isNegative() ? " behind" : " ahead of")
                            + " this one's",
                    "Have both keep time by NTP: certificates and CRLs are judged by the clock"));
        }
    }

    boolean reached() {
        return !health.isMissingNode();
    }

    JsonNode health() {
        return health;
    }

    List<DoctorFinding> findings() {
        return findings;
    }
}
