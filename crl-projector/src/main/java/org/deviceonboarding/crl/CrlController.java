package org.deviceonboarding.crl;

import io.swagger.v3.oas.annotations.Operation;
import java.util.function.Function;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * Serves the CRL to everybody. {@code X-Log-Position} is the log position up to which the CRL is complete. Its number is the entity
 * tag, so that caches only ask whether it is still the newest one.
 */
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
    ResponseEntity<byte[]> der(
            @RequestParam(name = "min_position", required = false) @Nullable Long minPosition, WebRequest request) {
        return answer(DER, minPosition, request, signed -> signed.der());
    }

    @Operation(operationId = "getCrlPem", summary = "The revocation list, PEM", tags = "Authority")
    @GetMapping("/crl.pem")
    ResponseEntity<String> pem(
            @RequestParam(name = "min_position", required = false) @Nullable Long minPosition, WebRequest request) {
        return answer(PEM, minPosition, request, signed -> Pem.crl(signed.der()));
    }

    // A CRL may be large: who has the newest one already does not make the database read its content.
    private <T> ResponseEntity<T> answer(
            MediaType type, @Nullable Long minPosition, WebRequest request, Function<SignedCrl, T> body) {
        String position = Long.toString(crl.covered(minPosition));
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null
                && crl.newest().map(CrlController::tag).filter(known::equals).isPresent()) {
            return headers(ResponseEntity.status(HttpStatus.NOT_MODIFIED), known, position)
                    .build();
        }
        SignedCrl signed = crl.signed();
        return headers(ResponseEntity.ok(), tag(signed.summary()), position)
                .contentType(type)
                .body(body.apply(signed));
    }

    private static ResponseEntity.BodyBuilder headers(ResponseEntity.BodyBuilder answer, String tag, String position) {
        return answer.eTag(tag).cacheControl(CacheControl.noCache()).header("X-Log-Position", position);
    }

    private static String tag(CrlSummary crl) {
        return '"' + crl.number().toString() + '"';
    }
}
