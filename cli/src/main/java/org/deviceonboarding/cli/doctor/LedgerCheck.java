package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.output.TimeSpan;
import tools.jackson.databind.JsonNode;

/** Checks whether the ledger keeps up with the log. The portal signs a checkpoint once a minute if the log has grown. */
final class LedgerCheck implements DoctorCheck {
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration STUCK = Duration.ofHours(1);
    private static final String REMEDY =
            "Does a process with the query role hold the ledger's key? docs/ledger.md; and its log";

    @Override
    public String subject() {
        return "ledger";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        JsonNode checkpoint;
        try {
            checkpoint = context.open().json("/audit/checkpoint", Map.of());
        } catch (RefusedByServer e) {
            return List.of(DoctorFinding.warn("ledger", String.valueOf(e.getMessage()), REMEDY));
        }
        long covered = checkpoint.path("position").asLong();
        long head = context.health()
                .path("details")
                .path("projections")
                .path("log_position")
                .asLong(covered);
        Duration age = Duration.between(
                Instant.parse(checkpoint.path("signed_at").asString("")),
                context.clock().instant());
        String what = "checkpoint over " + checkpoint.path("size").asLong() + " entries, " + TimeSpan.text(age)
                + " old, " + (covered >= head ? "covers all there is" : head - covered + " positions behind");
        if (covered >= head || age.compareTo(LATE) < 0) {
            return List.of(DoctorFinding.ok("ledger", what));
        }
        return List.of(
                age.compareTo(STUCK) < 0
                        ? DoctorFinding.warn("ledger", what, REMEDY)
                        : DoctorFinding.fail("ledger", what, REMEDY));
    }
}
