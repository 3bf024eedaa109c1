package org.deviceonboarding.command.issuing;

import org.deviceonboarding.access.http.Problems;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.pki.CertificateAuthorityExpired;
import org.deviceonboarding.pki.SigningFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 503 if the CA cannot sign: nothing was changed, because certificates are signed before a change begins. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SigningAdvice {
    private static final Logger log = LoggerFactory.getLogger(SigningAdvice.class);
    private static final String SECONDS = "10";

    @ExceptionHandler({SigningFailed.class, CertificateAuthorityExpired.class})
    ResponseEntity<Object> turnDown(RuntimeException e) {
        log.warn("No certificate was signed: {}", e.toString());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, SECONDS);
        return Problems.answer(
                Problems.of(RefusalCode.CA_UNAVAILABLE, "The CA cannot sign at the moment; nothing was changed"),
                headers);
    }
}
