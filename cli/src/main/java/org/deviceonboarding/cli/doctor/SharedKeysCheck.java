package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks for private keys that several devices share, so that they can impersonate each other. The portal refuses new ones; old
 * ones are still valid.
 */
final class SharedKeysCheck implements DoctorCheck {
    private static final int SHOWN = 20;
    private static final int NAMED = 5;
    private static final int MOST_PAGES = 20;
    private static final String REMEDY =
            "Renew each device but one with a key of its own: onboard renew DEVICE --revoke-previous";
    private static final String COMPROMISED =
            "Revoke it, then have it issued again with another key: onboard revoke DEVICE --reason key_compromise";

    @Override
    public String subject() {
        return "shared keys";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        if (!context.portal().hasKey()) {
            return List.of();
        }
        List<DoctorFinding> findings = new ArrayList<>();
        int found = 0;
        @Nullable String cursor = "";
        for (int page = 0; page < MOST_PAGES && cursor != null; page++) {
            Map<String, String> parameters = new TreeMap<>(Map.of("limit", "500"));
            if (!cursor.isEmpty()) {
                parameters.put("cursor", cursor);
            }
            JsonNode answer = context.portal().json("/devices/shared-keys", parameters);
            for (JsonNode shared : answer.path("items")) {
                if (found++ < SHOWN) {
                    findings.add(finding(shared));
                }
            }
            cursor = answer.path("next_cursor").isString()
                    ? answer.path("next_cursor").asString()
                    : null;
        }
        if (found > SHOWN) {
            findings.add(DoctorFinding.warn(
                    subject(), "and " + (found - SHOWN) + " more", "GET /devices/shared-keys has them all"));
        }
        return found == 0 ? List.of(DoctorFinding.ok(subject(), "each key is in the certificates of one")) : findings;
    }

    private DoctorFinding finding(JsonNode shared) {
        long count = shared.path("holder_count").asLong();
        String holders = shared.path("holders")
                .valueStream()
                .limit(NAMED)
                .map(holder -> holder.path("kind").asString("") + " "
                        + holder.path("id").asString(""))
                .collect(Collectors.joining(", "));
        String all = count > NAMED ? holders + " and " + (count - NAMED) + " more" : holders;
        return shared.path("compromised").asBoolean()
                ? DoctorFinding.fail(subject(), "a compromised key is still good for " + all, COMPROMISED)
                : DoctorFinding.warn(subject(), "one key is in the certificates of " + all, REMEDY);
    }
}
