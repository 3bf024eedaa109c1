package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.cli.http.RefusedByServer;
import org.deviceonboarding.cli.output.TimeSpan;
import org.deviceonboarding.cli.server.Identity;
import tools.jackson.databind.JsonNode;

/** Checks whether the API key is valid, and for how long. */
final class ApiKeyCheck implements DoctorCheck {
    private static final Duration SOON = Duration.ofDays(14);

    @Override
    public String subject() {
        return "key";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        if (!context.portal().hasKey()) {
            return List.of(
                    DoctorFinding.fail("key", "there is none, so half of the checks are left out", "onboard login"));
        }
        JsonNode identity;
        try {
            identity = Identity.ask(context.portal());
        } catch (RefusedByServer e) {
            return List.of(DoctorFinding.fail(
                    "key", String.valueOf(e.getMessage()), "onboard login with a key that is valid"));
        }
        String roles = String.join(
                ", ",
                identity.path("roles").valueStream().map(JsonNode::asString).toList());
        String what =
                identity.has("name") ? identity.path("name").asString("") + " (" + roles + ")" : "the server takes it";
        String expires = identity.path("expires_at").asString("");
        if (!expires.isEmpty()) {
            Duration left = Duration.between(context.clock().instant(), Instant.parse(expires));
            what += ", expires in " + TimeSpan.text(left);
            if (left.compareTo(SOON) < 0) {
                return List.of(DoctorFinding.warn("key", what, "Have an admin make a new one: onboard keys create"));
            }
        }
        return List.of(DoctorFinding.ok("key", what));
    }
}
