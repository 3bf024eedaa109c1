package org.deviceonboarding.access.parameter;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text of one parameter. */
public final class ParameterText {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ADDRESS_LETTERS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern PRINTABLE =
            Pattern.compile("([^\\p{C}\\u2028\\u2029]|[\\u200c\\u200d\\udb40\\udc20-\\udb40\\udc7f]){1,128}");

    private ParameterText() {}

    /** The text, if it is 1 to 128 characters on one line that people can see. */
    public static Optional<String> printable(String text) {
        return Optional.of(text).filter(PRINTABLE.asMatchPredicate());
    }

    /** A count or a position: 0 or more. */
    public static Optional<Long> number(String text) {
        return Optional.of(text).filter(NUMBER.asMatchPredicate()).map(Long::valueOf);
    }

    /** A moment of UTC that PostgreSQL can compare: its timestamps end long before Java's do. */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text))
                    .filter(at -> !at.isBefore(Instant.EPOCH) && !at.isAfter(Instant.parse("9999-12-31T23:59:59Z")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An IP address in the one form the log has of it, whichever of its forms was given. */
    static Optional<String> address(String text) {
        try {
            return Optional.of(text)
                    .filter(ADDRESS_LETTERS.asMatchPredicate())
                    .map(InetAddress::ofLiteral)
                    .map(InetAddress::getHostAddress);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
