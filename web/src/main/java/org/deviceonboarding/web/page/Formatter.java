package org.deviceonboarding.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats values for pages; templates call it {@code as}. */
public record Formatter(Instant now) {
    private static final DateTimeFormatter DAY = formatter("d MMM uuuu");
    private static final DateTimeFormatter MINUTE = formatter("d MMM uuuu, HH:mm");
    private static final DateTimeFormatter SECOND = formatter("d MMM uuuu, HH:mm:ss");
    private static final DateTimeFormatter FIELD = formatter("uuuu-MM-dd'T'HH:mm:ss");
    private static final int YEAR = 365;

    public String day(@Nullable Instant at) {
        return at == null ? "–" : DAY.format(at);
    }

    public String time(@Nullable Instant at) {
        return at == null ? "–" : MINUTE.format(at) + " UTC";
    }

    public String exactly(@Nullable Instant at) {
        return at == null ? "–" : SECOND.format(at) + " UTC";
    }

    public String exactly(String at) {
        return exactly(Instant.parse(at));
    }

    /** The distance from now in the largest unit: {@code 3 days ago}, {@code in 5 hours}. */
    public String distance(Instant at) {
        Duration away = Duration.between(now, at);
        String span = span(away.abs());
        return span.isEmpty() ? "just now" : away.isNegative() ? span + " ago" : "in " + span;
    }

    private static String span(Duration span) {
        return span.toDays() >= 2 * YEAR
                ? count(span.toDays() / YEAR, "year")
                : span.toDays() >= 1
                        ? count(span.toDays(), "day")
                        : span.toHours() >= 1
                                ? count(span.toHours(), "hour")
                                : span.toMinutes() >= 1
                                        ? count(span.toMinutes(), "minute")
                                        : span.toSeconds() < 1 ? "" : count(span.toSeconds(), "second");
    }

    public static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 840 ms}, {@code 2.4 s}. */
    public String millis(long millis) {
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    /** {@code key_compromise} and {@code KEY_COMPROMISE} become {@code Key compromise}. */
    public String words(Object code) {
        String text = code.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** {@code CertificateIssued} becomes {@code Certificate issued}. */
    public String event(String type) {
        return words(type.replaceAll("([a-z])([A-Z])", "$1_$2"));
    }

    /** The name of a status in the HTTP interface and in style sheets. */
    public String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The time in the format of a browser's field. */
    public String field(Instant at) {
        return FIELD.format(at);
    }

    public long certificateDays(Instant expiresAt) {
        return Duration.between(now, expiresAt).toDays();
    }

    /** The labels for a field: one per line. */
    public String lines(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The first and the last few digits of a long value. */
    public String brief(Object value) {
        String text = value.toString();
        return text.length() <= 16 ? text : text.substring(0, 8) + "…" + text.substring(text.length() - 6);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
