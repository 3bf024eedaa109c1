package org.deviceonboarding.access.caller;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and writes roles in a column of type {@code text[]}. */
public final class Roles {
    private static final String COLUMN = "roles";

    private Roles() {}

    public static String[] column(Collection<AccessRole> roles) {
        return roles.stream().map(AccessRole::name).sorted().toArray(String[]::new);
    }

    /** Of the column {@code roles}. */
    public static Set<AccessRole> read(ResultSet row) throws SQLException {
        Array column = row.getArray(COLUMN);
        return Arrays.stream((String[]) column.getArray())
                .map(AccessRole::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
