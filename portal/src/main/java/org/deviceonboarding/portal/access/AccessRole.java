package org.deviceonboarding.portal.access;

import java.util.Locale;

/** What a caller may do. An admin may do what the others may. */
enum AccessRole {
    OPERATOR,
    AUDITOR,
    ADMIN;

    static AccessRole named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String authority() {
        return "ROLE_" + name();
    }
}
