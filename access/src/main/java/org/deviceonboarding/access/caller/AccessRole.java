package org.deviceonboarding.access.caller;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A role: what a caller may do. An admin may do what the others may. */
public enum AccessRole {
    OPERATOR,
    AUDITOR,
    ADMIN;

    /** The role of this name, in lower case. */
    public static Optional<AccessRole> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Their names in alphabetical order. */
    public static List<String> wireNames(Collection<AccessRole> roles) {
        return roles.stream().map(AccessRole::wireName).sorted().toList();
    }

    public String authority() {
        return "ROLE_" + name();
    }
}
