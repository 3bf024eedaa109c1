package org.deviceonboarding.log.read;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.logformat.EventCatalogue;

/**
 * A condition on the entries of the log. A filter never changes: each method returns a narrower one, or with {@link #orBy} a wider
 * one.
 */
public final class LogFilter {
    /** All entries. */
    public static final LogFilter ALL = new LogFilter(List.of(), Set.of(), 0, Long.MAX_VALUE);

    private final List<Condition> conditions;
    private final Set<String> others;
    private final long after;
    private final long until;

    private LogFilter(List<Condition> conditions, Set<String> others, long after, long until) {
        this.conditions = conditions;
        this.others = others;
        this.after = after;
        this.until = until;
    }

    private enum Subject {
        EVENT,
        AGGREGATE,
        DEVICE,
        ORIGIN
    }

    private record Condition(Subject subject, String sql, Map<String, Object> parameters) {}

    /** The events of these kinds. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    public static LogFilter of(Class<? extends OnboardingEvent>... kinds) {
        return ALL.types(Stream.of(kinds).map(Class::getSimpleName).toList());
    }

    /** A device's history: the device's events, and what was refused of the device. */
    public LogFilter device(DeviceId device) {
        // The second half is as the index refused_commands has it.
        String sql = "(aggregate_identifier = :device or payload_type = 'CommandRefused'"
                + " and payload::jsonb ->> 'device_id' = :device)";
        return and(Subject.DEVICE, sql, "device", device.value());
    }

    /** The events of an aggregate. */
    public LogFilter aggregate(String id) {
        return and(Subject.AGGREGATE, "aggregate_identifier = :aggregate", "aggregate", id);
    }

    /** The events of some aggregates. */
    public LogFilter aggregates(Collection<String> ids) {
        return and(Subject.EVENT, "aggregate_identifier = any (array[:aggregates]::text[])", "aggregates", ids);
    }

    /** The events whose names are among these; of any name, if there are none. */
    public LogFilter types(Collection<String> names) {
        return names.isEmpty() ? this : and(new Condition(Subject.EVENT, typesSql(names), Map.of()));
    }

    /** The events with this text in a member of their payload. */
    public LogFilter member(String name, String text) {
        // As the indexes over members have it. The name comes from code, never from a request.
        return and(Subject.EVENT, "payload::jsonb ->> '" + name + "' = :member_" + name, "member_" + name, text);
    }

    /** The events that this actor caused. */
    public LogFilter actor(String actor) {
        return and(Subject.ORIGIN, "meta_data::jsonb ->> 'actor' = :actor", "actor", actor);
    }

    /** The events that were caused from this address, in the log's notation. */
    public LogFilter address(String address) {
        return and(Subject.ORIGIN, "meta_data::jsonb ->> 'address' = :address", "address", address);
    }

    /** The events that were recorded at this moment or later. */
    public LogFilter from(Instant moment) {
        return and(Subject.ORIGIN, "time_stamp::timestamptz >= cast(:from as timestamptz)", "from", moment.toString());
    }

    /** The events that were recorded before this moment. */
    public LogFilter to(Instant moment) {
        return and(Subject.ORIGIN, "time_stamp::timestamptz < cast(:to as timestamptz)", "to", moment.toString());
    }

    /** Also the events that these actors caused, at any time and from any address. */
    public LogFilter orBy(Set<String> actors) {
        return new LogFilter(conditions, Set.copyOf(actors), after, until);
    }

    /** Entries after this position. */
    public LogFilter after(long position) {
        return new LogFilter(conditions, others, Math.max(after, position), until);
    }

    /** Entries up to and including this position. */
    public LogFilter until(long position) {
        return new LogFilter(conditions, others, after, Math.min(until, position));
    }

    private LogFilter and(Subject subject, String sql, String name, Object value) {
        return and(new Condition(subject, sql, Map.of(name, value)));
    }

    private LogFilter and(Condition condition) {
        return new LogFilter(
                Stream.concat(conditions.stream(), Stream.of(condition)).toList(), others, after, until);
    }

    long after() {
        return after;
    }

    long until() {
        return until;
    }

    /** Whether an index exists for the filter; without one, a query may scan much of the log and find little. */
    boolean indexed() {
        return has(Subject.DEVICE) || has(Subject.AGGREGATE) || !has(Subject.ORIGIN);
    }

    /** The columns that put the entries in the order of their positions, as the index that leads to them has it. */
    String order() {
        return has(Subject.AGGREGATE) ? "sequence_number" : "global_index";
    }

    private boolean has(Subject subject) {
        return conditions.stream().anyMatch(condition -> condition.subject == subject);
    }

    /** The {@code where} clause, with {@link #parameters}. */
    String where() {
        return where(":after", ":until");
    }

    /** Likewise, with the positions as literals. */
    String whereFixed() {
        return where(Long.toString(after), Long.toString(until));
    }

    private String where(String first, String last) {
        StringJoiner where = new StringJoiner(" and ", "where ", "").setEmptyValue("where true");
        conditions.stream()
                .filter(condition -> condition.subject != Subject.ORIGIN)
                .forEach(condition -> where.add(condition.sql));
        if (after > 0) {
            where.add("global_index > " + first);
        }
        if (until < Long.MAX_VALUE) {
            where.add("global_index <= " + last);
        }
        if (has(Subject.ORIGIN)) {
            where.add(origin());
        }
        return where.toString();
    }

    private String origin() {
        String origin = conditions.stream()
                .filter(condition -> condition.subject == Subject.ORIGIN)
                .map(Condition::sql)
                .collect(Collectors.joining(" and "));
        return others.isEmpty()
                ? origin
                : "(" + origin + " or meta_data::jsonb ->> 'actor' = any(string_to_array(:others, chr(10))))";
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        conditions.forEach(condition -> parameters.putAll(condition.parameters));
        parameters.put("after", after);
        parameters.put("until", until);
        parameters.put("others", String.join("\n", others)); // no name of a key has two lines
        return parameters;
    }

    // Names of classes, not parameters: partial indexes are found by constants only.
    private static String typesSql(Collection<String> names) {
        return names.stream()
                .map(LogFilter::known)
                .sorted()
                .collect(Collectors.joining("', '", "payload_type in ('", "')"));
    }

    private static String known(String name) {
        return EventCatalogue.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no event " + name))
                .getSimpleName();
    }
}
