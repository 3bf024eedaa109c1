package org.deviceonboarding.command.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the CA's certificates to anyone. Caches may keep them for an hour. */
@RestController
class AuthorityController {
    private static final MediaType CHAIN = MediaType.valueOf("application/pem-certificate-chain"); // RFC 8555, 9.1

    private static final Duration FRESH = Duration.ofHours(1);

    private final CertificateAuthority authority;

    AuthorityController(CertificateAuthority authority) {
        this.authority = authority;
    }

    /** The root, PEM: what devices trust. */
    @Operation(operationId = "getRootCertificate", summary = "The root certificate", tags = "Authority")
    @GetMapping("/ca.crt")
    ResponseEntity<String> root() {
        return answer(Pem.certificate(authority.root()));
    }

    /** The issuing CA, then the root. */
    @Operation(
            operationId = "getCertificateChain",
            summary = "The issuing CA's certificate, then the root's",
            tags = "Authority")
    @GetMapping("/ca/chain.pem")
    ResponseEntity<String> chain() {
        return answer(Pem.chain(authority.chain()));
    }

    private static ResponseEntity<String> answer(String pem) {
        return ResponseEntity.ok()
                .contentType(CHAIN)
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .eTag(Sha256.of(pem.getBytes(US_ASCII)).hex())
                .body(pem);
    }
}
