package org.deviceonboarding.crl;

import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.Moment;
import org.deviceonboarding.log.read.StoredLog;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows auditors which CRL was in force at a moment, and which entries the log required. */
@RestController
class CrlAuditController {
    private static final String NUMBER = "[0-9]{1,48}"; // RFC 5280: at most 20 octets

    private final CrlHistory history;
    private final RevocationReplay replay;
    private final StoredLog log;
    private final Crls crls;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    CrlAuditController(
            CrlHistory history,
            RevocationReplay replay,
            StoredLog log,
            Crls crls,
            ReadBarrier barrier,
            InstantSource clock) {
        this.history = history;
        this.replay = replay;
        this.log = log;
        this.crls = crls;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** The entries come from the log; the CRL is the one that was published. */
    @Operation(operationId = "getCrlAsOf", summary = "What was void at a moment, and the list in force", tags = "Audit")
    @GetMapping("/audit/state/crl")
    ResponseEntity<State> state(CrlAsOfParameters parameters) {
        Moment moment = parameters.moment(clock.instant());
        long position = position(moment);
        return answer(position)
                .body(new State(
                        position,
                        replay.at(position).entries().values(),
                        inForce(moment, position).orElse(null)));
    }

    /** The CRL itself, as it was published. */
    @Operation(operationId = "getCrlAsOf", summary = "What was void at a moment, and the list in force", tags = "Audit")
    @GetMapping(path = "/audit/state/crl", produces = CrlController.DER_TYPE)
    ResponseEntity<byte[]> der(CrlAsOfParameters parameters) {
        Moment moment = parameters.moment(clock.instant());
        long position = position(moment);
        PublishedCrl crl = inForce(moment, position)
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "No CRL was in force at that moment"));
        return answer(position).contentType(CrlController.DER).body(history.der(crl.number()));
    }

    @Operation(operationId = "listPublishedCrls", summary = "The revocation lists that were published", tags = "Audit")
    @GetMapping("/audit/crls")
    Page crls(ListParameters asked) {
        List<CrlHistory.Item> found = history.list(asked.after(), asked.limit() + 1);
        boolean more = found.size() > asked.limit();
        List<CrlHistory.Item> shown = more ? found.subList(0, asked.limit()) : found;
        return new Page(shown, more ? shown.getLast().crl().number() : null);
    }

    @Operation(operationId = "getPublishedCrl", summary = "A revocation list that was published", tags = "Audit")
    @GetMapping("/audit/crls/{number}")
    ResponseEntity<byte[]> crl(@PathVariable String number) {
        if (!number.matches(NUMBER)) {
            throw new Refused(RefusalCode.NOT_FOUND, "That is not the number of a CRL");
        }
        return ResponseEntity.ok().contentType(CrlController.DER).body(history.der(new BigInteger(number)));
    }

    /** @param after the number of a CRL */
    @ParameterObject
    record ListParameters(
            @Parameter(description = "The items behind this one") @Schema(defaultValue = "0") @Min(0)
            BigInteger after,

            @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
            int limit) {}

    /** Waits until each CRL that covers no more than that has been published. */
    private long position(Moment moment) {
        long position = switch (moment) {
            case Moment.Head _ -> log.head();
            case Moment.At at -> log.positionAt(at.time());
            case Moment.Position known -> known.position();
        };
        barrier.await(position, "The CRL", crls::position);
        return position;
    }

    private Optional<PublishedCrl> inForce(Moment moment, long position) {
        return switch (moment) {
            case Moment.At at -> history.at(at.time());
            case Moment.Head _, Moment.Position _ -> history.covering(position);
        };
    }

    private static ResponseEntity.BodyBuilder answer(long position) {
        return ResponseEntity.ok().header("X-Log-Position", Long.toString(position));
    }

    /**
     * @param position up to which the log was read
     * @param entries of all certificates that were void or on hold, expired or not, by serial number
     * @param crl the one in force, absent if there was none
     */
    record State(
            long position,
            Collection<Revocation> entries,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PublishedCrl crl) {}

    /** @param nextCursor asks for the next page, as {@code after}; null on the last one */
    record Page(List<CrlHistory.Item> items, @Nullable BigInteger nextCursor) {}
}
