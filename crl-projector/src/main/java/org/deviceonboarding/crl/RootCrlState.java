package org.deviceonboarding.crl;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.pki.RootCrl;
import org.springframework.stereotype.Component;

/**
 * The health of the root's CRL. Without a file in the settings, a missing CRL is no problem, because brokers do not use
 * it. With a file, health is degraded when the CRL is missing or half of its life is over.
 */
@Component
class RootCrlState {
    private static final int LATE = 50;

    private final RootCrls crls;
    private final RootCrlKeeper keeper;
    private final CrlProperties properties;

    RootCrlState(RootCrls crls, RootCrlKeeper keeper, CrlProperties properties) {
        this.crls = crls;
        this.keeper = keeper;
        this.properties = properties;
    }

    /** @param details for people */
    record State(boolean good, Map<String, String> details) {}

    State at(Instant now) {
        Optional<RootCrl> newest = crls.newest();
        Optional<String> fault = keeper.fault();
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "root_crl_next_update",
                newest.map(crl -> crl.nextUpdate().toString()).orElse("none"));
        fault.ifPresent(why -> details.put("root_crl_file", why));
        boolean good = fault.isEmpty()
                && newest.map(crl -> !RootCrls.over(crl, LATE, now) && !crl.listsIssuer())
                        .orElse(properties.rootCrl().isEmpty());
        if (newest.filter(RootCrl::listsIssuer).isPresent()) {
            details.put("root_crl_lists", "the issuing CA");
        }
        return new State(good, details);
    }
}
