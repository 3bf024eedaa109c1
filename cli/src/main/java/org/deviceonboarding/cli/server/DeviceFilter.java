package org.deviceonboarding.cli.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that filter devices. */
public final class DeviceFilter {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only devices of this status: active, suspended, revoked or decommissioned.")
    private @Nullable String status;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only devices of this type.")
    private @Nullable String type;

    @Option(names = "--location", paramLabel = "TEXT", description = "Only devices at this location.")
    private @Nullable String location;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only devices with this label.")
    private @Nullable String label;

    @Option(
            names = {"-q", "--search"},
            paramLabel = "TEXT",
            description = "Only devices whose name contains this text.")
    private @Nullable String search;

    @Option(
            names = "--expires-before",
            paramLabel = "TIME",
            description = "Only devices whose certificate expires before this time, such as 2030-01-31T00:00:00Z.")
    private @Nullable String expiresBefore;

    @Option(
            names = "--certificate-state",
            paramLabel = "STATE",
            description = "Only devices whose certificate is valid, expiring, expired or revoked.")
    private @Nullable String certificateState;

    /** The given filters, by the names of the server's parameters. */
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
