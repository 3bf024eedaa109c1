package org.deviceonboarding.audit.inquiry.blast;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.deviceonboarding.access.parameter.IpAddress;
import org.deviceonboarding.access.parameter.ParameterRules;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a blast radius: the suspect, the window of time, and the page. */
@ParameterObject
record BlastParameters(
        @Parameter(description = "Who did it") @Nullable String actor,

        @Parameter(description = "From where, an IP address") @Nullable
        IpAddress address,

        @Parameter(description = "SHA-256 fingerprint of an issuing CA") @Nullable
        Sha256 authority,

        @Parameter(description = "From then on") @NotNull Instant from,
        @Parameter(description = "Before then") @NotNull Instant to,

        @Parameter(description = LIMIT) @Min(1) @Max(MAX_LIMIT) @Nullable
        Integer limit,

        @Parameter(description = CURSOR) @Nullable InquiryCursor cursor)
        implements ParameterRules {
    @Override
    public void check(BiConsumer<String, String> faults) {
        if (suspects().count() != 1) {
            Stream.of("actor", "address", "authority")
                    .forEach(name ->
                            faults.accept(name, "must be given, or one of the two others, and only one of them"));
        }
        if (from != null && to != null && !from.isBefore(to)) {
            faults.accept("to", "must be later than from");
        }
    }

    /** @throws Refused {@code validation_error} if the cursor belongs to another list */
    BlastQuery page(long head) {
        return new BlastQuery(
                suspect(),
                new Window(from, to),
                limit == null ? Integer.parseInt(DEFAULT_LIMIT) : limit,
                InquiryCursor.require(cursor, key -> ParameterText.number(key).isPresent(), head));
    }

    /**
     * The query for the whole list.
     *
     * @throws Refused {@code validation_error} if the parameters ask for a page
     */
    BlastQuery list() {
        if (limit != null || cursor != null) {
            throw Parameters.refused(limit == null ? "cursor" : "limit", "is not a parameter of an export");
        }
        return new BlastQuery(suspect(), new Window(from, to), 1, null);
    }

    private SuspectParameter suspect() {
        return suspects().findFirst().orElseThrow();
    }

    private Stream<SuspectParameter> suspects() {
        return Stream.of(
                        Optional.ofNullable(actor).map(SuspectParameter.Kind.ACTOR::named),
                        Optional.ofNullable(address).map(IpAddress::text).map(SuspectParameter.Kind.ADDRESS::named),
                        Optional.ofNullable(authority).map(Sha256::hex).map(SuspectParameter.Kind.AUTHORITY::named))
                .flatMap(Optional::stream);
    }
}
