package org.deviceonboarding.crl;

import java.time.Duration;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The CRL, for anyone. {@code X-Log-Position} says up to where in the log it is complete. */
@RestController
class CrlController {
    private static final MediaType DER = MediaType.valueOf("application/pkix-crl"); // RFC 2585, section 4.2
    private static final MediaType PEM = MediaType.valueOf("application/x-pem-file");
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Crls crls;

    CrlController(Crls crls) {
        this.crls = crls;
    }

    @GetMapping("/crl")
    ResponseEntity<byte[]> der(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = await(minPosition);
        return answer(DER, covered).body(newest().der());
    }

    @GetMapping("/crl.pem")
    ResponseEntity<String> pem(@RequestParam(name = "min_position", required = false) @Nullable Long minPosition) {
        long covered = await(minPosition);
        return answer(PEM, covered).body(Pem.crl(newest().der()));
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type, long covered) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("X-Log-Position", Long.toString(covered));
    }

    private SignedCrl newest() {
        return crls.newest().orElseThrow(() -> notYet("No CRL has been signed yet"));
    }

    /** The position is read before the CRL, so the CRL covers at least that much. */
    private long await(@Nullable Long minPosition) {
        if (minPosition != null && minPosition > crls.head()) {
            throw notYet("The log has not reached position " + minPosition + " yet");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long covered = crls.position();
        while (minPosition != null && covered < minPosition) {
            if (System.nanoTime() - deadline > 0) {
                throw notYet("The CRL has not reached position " + minPosition + " yet");
            }
            pause();
            covered = crls.position();
        }
        return covered;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet("The server is shutting down");
        }
    }

    private static Refused notYet(String detail) {
        return new Refused(RefusalCode.NOT_CAUGHT_UP, detail);
    }
}
