package org.deviceonboarding.audit.projection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The read models that administrators may rebuild. */
enum ProjectionName {
    DEVICES("device-model"),
    TEMPLATES("acl-templates"),
    BROKERS("brokers"),
    CRL("crl"),
    REVIEWS("certificate-reviews");

    private final String group;

    ProjectionName(String group) {
        this.group = group;
    }

    /** The name of the reader that keeps the read model. */
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
