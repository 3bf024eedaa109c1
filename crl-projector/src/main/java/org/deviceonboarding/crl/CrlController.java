package org.deviceonboarding.crl;

import io.swagger.v3.oas.annotations.Operation;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the CRL to everybody. {@code X-Log-Position} is the log position up to which the CRL is complete. */
@RestController
class CrlController {
    static final String DER_TYPE = "application/pkix-crl"; // RFC 2585, section 4.2
    static final MediaType DER = MediaType.valueOf(DER_TYPE);
    static final MediaType PEM = MediaType.valueOf("application/x-pem-file");

    private final Crls crls;
    private final ReadBarrier barrier;
    private final DatabaseClock reference;

    CrlController(Crls crls, ReadBarrier barrier, DatabaseClock reference) {
        this.crls = crls;
        this.barrier = barrier;
        this.reference = reference;
    }

    @Operation(operationId = "getCrl", summary = "The revocation list, DER (RFC 5280)", tags = "Authority")
    @GetMapping("/crl")
    ResponseEntity<byte[]> der(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = covered(minPosition);
        return answer(DER, covered).body(newest().der());
    }

    @Operation(operationId = "getCrlPem", summary = "The revocation list, PEM", tags = "Authority")
    @GetMapping("/crl.pem")
    ResponseEntity<String> pem(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = covered(minPosition);
        return answer(PEM, covered).body(Pem.crl(newest().der()));
    }

    /** Returns a log position that a CRL read afterwards covers. */
    private long covered(@Nullable Long minPosition) {
        return minPosition == null ? crls.position() : barrier.await(minPosition, "The CRL", crls::position);
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type, long covered) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("X-Log-Position", Long.toString(covered));
    }

    SignedCrl newest() {
        return crls.newestSigned()
                .filter(crl -> !crl.summary().fromTheFutureAt(reference.now()))
                .orElseThrow(() -> new Refused(
                        RefusalCode.NOT_CAUGHT_UP,
                        "There is no current CRL: none was signed yet, or a clock was ahead when it was"));
    }
}
