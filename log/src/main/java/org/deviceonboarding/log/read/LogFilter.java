package org.deviceonboarding.log.read;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the log.
 *
 * @param device whose events, and what was refused of it
 * @param types names of events; none: all
 * @param actor who did it
 * @param address from where, as the log writes it
 * @param from the first moment
 * @param to the first moment that is too late
 * @param others whose events of these types are let through too, whenever and from wherever they came
 */
public record LogFilter(
        @Nullable DeviceId device,
        Set<String> types,
        @Nullable String actor,
        @Nullable String address,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> others) {
    public LogFilter {
        types = Set.copyOf(types);
        others = Set.copyOf(others);
    }

    public LogFilter(
            @Nullable DeviceId device,
            Set<String> types,
            @Nullable String actor,
            @Nullable String address,
            @Nullable Instant from,
            @Nullable Instant to) {
        this(device, types, actor, address, from, to, Set.of());
    }

    /** A device's history. */
    public static LogFilter of(DeviceId device) {
        return new LogFilter(device, Set.of(), null, null, null, null);
    }

    /** Lets through what these actors did as well. */
    public LogFilter orBy(Set<String> actors) {
        return new LogFilter(device, types, actor, address, from, to, actors);
    }

    /** Whether an index leads to what is wanted; if not, much of the log may have to be looked at for little. */
    boolean indexed() {
        return device != null || (actor == null && address == null && from == null && to == null);
    }

    /** Those of {@link #parameters} and {@code :after}, {@code :until}, {@code :page}; the oldest first. */
    String sql() {
        return sql("asc");
    }

    /** As {@link #sql}, the newest first. */
    String newestFirst() {
        return sql("desc");
    }

    private String sql(String order) {
        StringJoiner where = new StringJoiner(" and ").add("global_index > :after and global_index <= :until");
        if (device != null) {
            // The second half is as the index refused_commands has it.
            where.add("(aggregate_identifier = :device or payload_type = 'CommandRefused'"
                    + " and payload::jsonb ->> 'device_id' = :device)");
        }
        if (!types.isEmpty()) {
            // Names of classes, not parameters: partial indexes are found by constants only.
            where.add(types.stream()
                    .sorted()
                    .map(type -> "'" + type + "'")
                    .collect(Collectors.joining(", ", "payload_type in (", ")")));
        }
        StringJoiner origin = new StringJoiner(" and ");
        if (actor != null) {
            origin.add("meta_data::jsonb ->> 'actor' = :actor");
        }
        if (address != null) {
            origin.add("meta_data::jsonb ->> 'address' = :address");
        }
        if (from != null) {
            origin.add("time_stamp::timestamptz >= cast(:from as timestamptz)");
        }
        if (to != null) {
            origin.add("time_stamp::timestamptz < cast(:to as timestamptz)");
        }
        if (origin.length() > 0) {
            where.add(
                    others.isEmpty()
                            ? origin.toString()
                            : "(" + origin
                                    + " or meta_data::jsonb ->> 'actor' = any(string_to_array(:others, chr(10))))");
        }
        return "select %s from domain_event_entry where %s order by global_index %s limit :page"
                .formatted(StoredLog.COLUMNS, where, order);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        put(parameters, "device", device == null ? null : device.value());
        put(parameters, "actor", actor);
        put(parameters, "address", address);
        put(parameters, "from", from == null ? null : from.toString());
        put(parameters, "to", to == null ? null : to.toString());
        put(
                parameters,
                "others",
                others.isEmpty() ? null : String.join("\n", others)); // no name of a key has two lines
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
