package org.deviceonboarding.cli.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which devices: the filters that the server knows. */
public final class DeviceFilter {
    @Option(names = "--status", paramLabel = "STATUS", description = "active, suspended, revoked or decommissioned.")
    private @Nullable String status;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type.")
    private @Nullable String type;

    @Option(names = "--location", paramLabel = "TEXT", description = "At this place.")
    private @Nullable String location;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "With this label.")
    private @Nullable String label;

    @Option(
            names = {"-q", "--search"},
            paramLabel = "TEXT",
            description = "With this in its name.")
    private @Nullable String search;

    @Option(
            names = "--expires-before",
            paramLabel = "TIME",
            description = "Whose certificate ends before (2030-01-31T00:00:00Z).")
    private @Nullable String expiresBefore;

    @Option(
            names = "--certificate-state",
            paramLabel = "STATE",
            description = "Whose certificate is valid, expiring, expired or revoked.")
    private @Nullable String certificateState;

    /** By the names that the server has for them; what was not asked for is absent. */
    public Map<String, String> where() {
        Map<String, String> where = new LinkedHashMap<>();
        put(where, "status", status);
        put(where, "type", type);
        put(where, "location", location);
        put(where, "label", label);
        put(where, "q", search);
        put(where, "expires_before", expiresBefore);
        put(where, "certificate_state", certificateState);
        return where;
    }

    private static void put(Map<String, String> where, String name, @Nullable String value) {
        if (value != null) {
            where.put(name, value);
        }
    }
}
