package org.deviceonboarding.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reports what {@code GET /health} says. */
final class HealthCheck implements DoctorCheck {
    private static final Map<String, String> REMEDIES = Map.of(
            "database", "Is PostgreSQL running, and DATABASE_URL right?",
            "certificate_authority", "The issuing CA needs a successor: see docs/settings.md, CA_ROOT_PATH",
            "mqtt_broker", "Look at the log of the process with the acl role, and at onboard broker status",
            "crl", "Is a process with the crl role running?",
            "projections",
                    "Look at the log of the process with the query role; docs/state-proof.md says how to rebuild");

    @Override
    public String subject() {
        return "health";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) {
        List<DoctorFinding> findings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> check : context.health().path("checks").properties()) {
            String state = check.getValue().asString("");
            String subject = "health: " + check.getKey().replace('_', ' ');
            String error = context.health()
                    .path("details")
                    .path(check.getKey())
                    .path("error")
                    .asString("");
            String what = error.isEmpty() ? state : state + ": " + error;
            String remedy = REMEDIES.getOrDefault(check.getKey(), "Look at the server's log");
            findings.add(
                    switch (state) {
                        case "healthy" -> DoctorFinding.ok(subject, what);
                        case "degraded" -> DoctorFinding.warn(subject, what, remedy);
                        default -> DoctorFinding.fail(subject, what, remedy);
                    });
        }
        return findings;
    }
}
