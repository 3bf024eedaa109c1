package org.deviceonboarding.access.paging;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of a list, each at most once; whatever is wrong is named, all at once. */
public final class Parameters {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;
    public static final String TIME = "must be a UTC time such as 2030-01-31T00:00:00Z";
    public static final String ADDRESS = "must be an IPv4 or IPv6 address";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ADDRESS_LETTERS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern PRINTABLE =
            Pattern.compile("([^\\p{C}\\u2028\\u2029]|[\\u200c\\u200d\\udb40\\udc20-\\udb40\\udc7f]){1,128}");

    private final MultiValueMap<String, String> given;
    private final Map<String, String> faults = new LinkedHashMap<>();

    /** @param known the names a request may use */
    public Parameters(MultiValueMap<String, String> given, List<String> known) {
        this.given = given;
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                faults.put(printable(name).orElse("parameters"), "is not a parameter of this list");
            } else if (values.size() > 1) {
                faults.put(name, "must be given once");
            }
        });
    }

    /**
     * @param fault what the caller is told if the reader finds nothing
     * @return nothing if the parameter is absent or at fault
     */
    public <T> Optional<T> read(String name, String fault, Function<String, Optional<T>> reader) {
        String text = given.getFirst(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(text);
        if (value.isEmpty()) {
            faults.putIfAbsent(name, fault);
        }
        return value;
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** How many items a page has at most. */
    public int limit() {
        return (int) limit(DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** How many items at most, where other numbers hold than for most lists. */
    public long limit(long usual, long most) {
        return read("limit", "must be 1 to " + most, text -> number(text).filter(n -> n >= 1 && n <= most))
                .orElse(usual);
    }

    /** Says what no parameter is at fault for alone. */
    public void fault(String name, String message) {
        faults.putIfAbsent(name, message);
    }

    /** @throws Refused {@code validation_error} with a message per parameter at fault */
    public void check() {
        if (!faults.isEmpty()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR, "The request has parameters this list does not take", faults);
        }
    }

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
    public static Optional<String> address(String text) {
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
