package org.deviceonboarding.portal.upkeep;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The projections that people may ask for. */
enum ProjectionName {
    DEVICES("device-model"),
    TEMPLATES("acl-templates"),
    BROKERS("brokers"),
    CRL("crl");

    private final String group;

    ProjectionName(String group) {
        this.group = group;
    }

    /** Of the processor that keeps it. */
    String group() {
        return group;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ProjectionName> of(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName().equals(wireName))
                .findFirst();
    }
}
