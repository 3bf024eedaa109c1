package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.output.SafeText;
import tools.jackson.databind.JsonNode;

/** Checks whether each name belongs to one device. Earlier versions accepted names that look the same to people. */
final class NamesCheck implements DoctorCheck {
    private static final int SHOWN = 20;

    @Override
    public String subject() {
        return "names";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        if (!context.portal().hasKey()) {
            return List.of();
        }
        JsonNode page = context.portal().json("/devices/colliding-names", Map.of("limit", SHOWN));
        List<DoctorFinding> findings = new ArrayList<>();
        for (JsonNode held : page.path("items")) {
            String device = held.path("device_id").asString("");
            String owner = held.path("owned_by").asString("");
            if (!device.equals(owner)) {
                findings.add(DoctorFinding.warn(
                        "names",
                        "'%s' is a name of device %s and, spelled otherwise, of device %s"
                                .formatted(SafeText.line(held.path("form").asString("")), device, owner),
                        "Give one of them another name: onboard edit " + device + " --name NAME"));
            }
        }
        if (page.path("next_cursor").isString()) {
            findings.add(DoctorFinding.warn(
                    "names", "there are more of these", "GET /devices/colliding-names has them all"));
        }
        return findings.isEmpty() ? List.of(DoctorFinding.ok("names", "each means one device")) : findings;
    }
}
