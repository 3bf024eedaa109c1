package org.deviceonboarding.audit.inquiry.blast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Who was in the wrong hands, and when.
 *
 * @param cursor where the page before ended, null for the first one
 */
record BlastQuery(
        SuspectParameter suspect,
        Window window,
        int limit,
        @Nullable InquiryCursor cursor) {
    private static final List<String> OF_A_LIST = List.of("actor", "address", "authority", "from", "to");
    private static final List<String> OF_A_PAGE =
            List.of("actor", "address", "authority", "from", "to", "limit", "cursor");

    /** @throws Refused {@code validation_error} with a message per parameter */
    static BlastQuery page(MultiValueMap<String, String> given, long head) {
        return parse(new Parameters(given, OF_A_PAGE), head);
    }

    /** @throws Refused {@code validation_error} with a message per parameter */
    static BlastQuery list(MultiValueMap<String, String> given, long head) {
        return parse(new Parameters(given, OF_A_LIST), head);
    }

    private static BlastQuery parse(Parameters parameters, long head) {
        Optional<SuspectParameter> suspect = suspect(parameters);
        Optional<Window> window = window(parameters);
        int limit = parameters.limit();
        Optional<InquiryCursor> cursor =
                parameters.read("cursor", "must be a next_cursor of this list", text -> cursor(text, head));
        parameters.check();
        return new BlastQuery(suspect.orElseThrow(), window.orElseThrow(), limit, cursor.orElse(null));
    }

    private static Optional<SuspectParameter> suspect(Parameters parameters) {
        List<SuspectParameter> named = new ArrayList<>();
        int given = 0;
        for (SuspectParameter.Kind kind : SuspectParameter.Kind.values()) {
            given += parameters.has(kind.word()) ? 1 : 0;
            parameters
                    .read(kind.word(), fault(kind), text -> value(kind, text))
                    .ifPresent(value -> named.add(new SuspectParameter(kind, value)));
        }
        if (given != 1) {
            for (SuspectParameter.Kind kind : SuspectParameter.Kind.values()) {
                parameters.fault(kind.word(), "must be given, or one of the two others, and only one of them");
            }
        }
        return named.stream().findFirst();
    }

    private static String fault(SuspectParameter.Kind kind) {
        return switch (kind) {
            case ACTOR -> "must be 1 to 128 printable characters";
            case ADDRESS -> Parameters.ADDRESS;
            case AUTHORITY -> "must be the SHA-256 fingerprint of an issuing CA in lower-case hexadecimal";
        };
    }

    private static Optional<String> value(SuspectParameter.Kind kind, String text) {
        return switch (kind) {
            case ACTOR -> Parameters.printable(text);
            case ADDRESS -> Parameters.address(text);
            case AUTHORITY -> fingerprint(text);
        };
    }

    private static Optional<String> fingerprint(String text) {
        try {
            return Optional.of(new Sha256(text).hex());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Window> window(Parameters parameters) {
        Optional<Instant> from = moment(parameters, "from");
        Optional<Instant> to = moment(parameters, "to");
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(to.get())) {
            parameters.fault("to", "must be later than from");
            return Optional.empty();
        }
        return Optional.of(new Window(from.get(), to.get()));
    }

    private static Optional<Instant> moment(Parameters parameters, String name) {
        if (!parameters.has(name)) {
            parameters.fault(name, Parameters.TIME);
        }
        return parameters.read(name, Parameters.TIME, Parameters::time);
    }

    private static Optional<InquiryCursor> cursor(String text, long head) {
        return InquiryCursor.decode(text, key -> Parameters.number(key).isPresent())
                .filter(cursor -> cursor.position() <= head);
    }
}
