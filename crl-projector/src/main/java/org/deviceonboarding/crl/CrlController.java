package org.deviceonboarding.crl;

import io.swagger.v3.oas.annotations.Operation;
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

    private final NewestCrl crl;

    CrlController(NewestCrl crl) {
        this.crl = crl;
    }

    @Operation(operationId = "getCrl", summary = "The revocation list, DER (RFC 5280)", tags = "Authority")
    @GetMapping("/crl")
    ResponseEntity<byte[]> der(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = crl.covered(minPosition);
        return answer(DER, covered).body(crl.signed().der());
    }

    @Operation(operationId = "getCrlPem", summary = "The revocation list, PEM", tags = "Authority")
    @GetMapping("/crl.pem")
    ResponseEntity<String> pem(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = crl.covered(minPosition);
        return answer(PEM, covered).body(Pem.crl(crl.signed().der()));
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type, long covered) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("X-Log-Position", Long.toString(covered));
    }
}
