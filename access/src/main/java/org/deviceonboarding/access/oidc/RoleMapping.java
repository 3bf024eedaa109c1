package org.deviceonboarding.access.oidc;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.start.StartRefused;

/** Maps an issuer's roles to the portal's. What is not named gives none. */
record RoleMapping(Map<String, Set<AccessRole>> ours) {
    RoleMapping {
        ours = Map.copyOf(ours);
    }

    /**
     * Reads {@code their-role=operator,another=auditor}.
     *
     * @throws StartRefused if it is not of that form
     */
    static RoleMapping parse(String text) {
        Map<String, Set<AccessRole>> ours = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            String theirs = pair.substring(0, Math.max(equals, 0)).strip();
            AccessRole role = AccessRole.named(pair.substring(equals + 1).strip())
                    .filter(_ -> !theirs.isEmpty())
                    .orElseThrow(() -> new StartRefused(
                            "OIDC_ROLE_MAPPING cannot be read: " + pair,
                            "It is like their-role=operator,another=auditor,a-third=admin."));
            ours.computeIfAbsent(theirs, _ -> EnumSet.noneOf(AccessRole.class)).add(role);
        }
        return new RoleMapping(ours);
    }

    Set<AccessRole> of(Stream<String> theirs) {
        return theirs.flatMap(name -> ours.getOrDefault(name, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
