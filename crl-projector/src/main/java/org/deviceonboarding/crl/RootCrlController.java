package org.deviceonboarding.crl;

import io.swagger.v3.oas.annotations.Operation;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.pki.Pem;
import org.deviceonboarding.pki.RootCrl;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the root's CRL to everybody. Programs that check every certificate of a chain need it. */
@RestController
class RootCrlController {
    private final RootCrls roots;
    private final NewestCrl issuing;

    RootCrlController(RootCrls roots, NewestCrl issuing) {
        this.roots = roots;
        this.issuing = issuing;
    }

    @Operation(operationId = "getRootCrl", summary = "The root's revocation list, DER (RFC 5280)", tags = "Authority")
    @GetMapping("/crl/root")
    ResponseEntity<byte[]> der() {
        return answer(CrlController.DER).body(newest().der());
    }

    @Operation(operationId = "getRootCrlPem", summary = "The root's revocation list, PEM", tags = "Authority")
    @GetMapping("/crl/root.pem")
    ResponseEntity<String> pem() {
        return answer(CrlController.PEM).body(Pem.crl(newest().der()));
    }

    /**
     * Serves the CRLs of both CAs in one file, for programs such as nginx and HAProxy. If one of them is missing, the
     * request fails.
     */
    @Operation(
            operationId = "getCrlChainPem",
            summary = "The revocation lists of the issuing CA and of the root, PEM",
            tags = "Authority")
    @GetMapping("/crl/chain.pem")
    ResponseEntity<String> chain() {
        return answer(CrlController.PEM).body(Pem.crl(issuing.signed().der()) + Pem.crl(newest().der()));
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type) {
        return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noCache());
    }

    private RootCrl newest() {
        return roots.newest()
                .orElseThrow(() -> new Refused(
                        RefusalCode.NOT_FOUND,
                        "There is no CRL of the root: its key was never here to sign one; name a file in"
                                + " CA_ROOT_CRL_FILE"));
    }
}
