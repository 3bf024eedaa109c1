package org.deviceonboarding.crl;

import java.math.BigInteger;
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
import org.deviceonboarding.log.read.Moment;
import org.springframework.util.MultiValueMap;

/** Reads what an auditor asks of this side, each parameter at most once; whatever is wrong is named, all at once. */
final class Asked {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CRL_NUMBER = Pattern.compile("[0-9]{1,48}"); // RFC 5280: at most 20 octets
    private static final Pattern PARAMETER = Pattern.compile("[a-z_]{1,32}");

    private final MultiValueMap<String, String> given;
    private final Map<String, String> faults = new LinkedHashMap<>();

    private Asked(MultiValueMap<String, String> given, List<String> known) {
        this.given = given;
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                faults.put(
                        PARAMETER.matcher(name).matches() ? name : "parameters", "is not a parameter of this request");
            } else if (values.size() > 1) {
                faults.put(name, "must be given once");
            }
        });
    }

    /**
     * {@code at} or {@code position}.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static Moment moment(MultiValueMap<String, String> given, Instant now) {
        Asked asked = new Asked(given, List.of("at", "position"));
        Moment at = asked.read(
                        "at",
                        "must be a UTC time such as 2030-01-31T00:00:00Z, and not to come",
                        text -> time(text).filter(time -> !time.isAfter(now)))
                .<Moment>map(Moment.At::new)
                .orElse(Moment.NOW);
        Moment moment = asked.read(
                        "position",
                        "must be a position of the log, and cannot be asked for together with a time",
                        text -> Optional.of(text)
                                .filter(POSITION.asMatchPredicate())
                                .filter(_ -> !given.containsKey("at")))
                .<Moment>map(text -> new Moment.Position(Long.parseLong(text)))
                .orElse(at);
        asked.check();
        return moment;
    }

    /** A page of CRLs: those behind one. */
    record Page(BigInteger after, int limit) {}

    /** @throws Refused {@code validation_error} with a message per parameter */
    static Page page(MultiValueMap<String, String> given) {
        Asked asked = new Asked(given, List.of("after", "limit"));
        Page page = new Page(
                asked.read("after", "must be the number of a CRL", Asked::number)
                        .orElse(BigInteger.ZERO),
                asked.read("limit", "must be 1 to " + MAX_LIMIT, Asked::limit).orElse(DEFAULT_LIMIT));
        asked.check();
        return page;
    }

    /** The number of a CRL. */
    static Optional<BigInteger> number(String text) {
        return Optional.of(text).filter(CRL_NUMBER.asMatchPredicate()).map(BigInteger::new);
    }

    private static Optional<Integer> limit(String text) {
        return Optional.of(text)
                .filter(POSITION.asMatchPredicate())
                .map(Long::parseLong)
                .filter(limit -> limit >= 1 && limit <= MAX_LIMIT)
                .map(Long::intValue);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(at -> !at.isBefore(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> read(String name, String fault, Function<String, Optional<T>> reader) {
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

    private void check() {
        if (!faults.isEmpty()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR, "The request has parameters that this does not take", faults);
        }
    }
}
