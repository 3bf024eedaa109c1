package org.deviceonboarding.cli.output;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes time spans such as {@code 30s}, {@code 5m}, {@code 12h} and {@code 90d}. */
public final class TimeSpan implements ITypeConverter<Duration> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    @Override
    public Duration convert(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new TypeConversionException("a time span is like 30s, 5m, 12h or 90d, not " + text);
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The span in the largest unit that fits, rounded. */
    public static String text(Duration span) {
        long seconds = Math.abs(span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }
}
