package org.deviceonboarding.portal.start;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deviceonboarding.access.start.StartRefused;

/** A side that a process may run. */
enum Role {
    COMMAND,
    QUERY,
    CRL,
    ACL;

    /**
     * Whether a process with this role keeps things of its own in its data directory. One that only stands beside a broker keeps
     * nothing but the broker's folder there, which has a lock of its own, so that a second one can stand by.
     */
    boolean ownsItsData() {
        return this != ACL;
    }

    /** The Spring profile that switches the side on. */
    String profile() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws StartRefused if it is empty or names a role there is not
     */
    static Set<Role> parse(String list) {
        Set<Role> roles = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Role::of)
                .collect(Collectors.toCollection(TreeSet::new));
        if (roles.isEmpty()) {
            throw new StartRefused("PORTAL_ROLES names no role", hint());
        }
        return roles;
    }

    private static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.profile().equals(word))
                .findFirst()
                .orElseThrow(() -> new StartRefused("PORTAL_ROLES names a role there is not: " + word, hint()));
    }

    private static String hint() {
        return "Set it to a comma-separated list out of "
                + Arrays.stream(values()).map(Role::profile).collect(Collectors.joining(", "))
                + ", or unset it for all of them.";
    }
}
