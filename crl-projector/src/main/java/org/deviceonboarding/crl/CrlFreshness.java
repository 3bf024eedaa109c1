package org.deviceonboarding.crl;

import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs the first CRL, and each one anew at half of its life. Time passing is no news, so this leaves no event. */
@Component
class CrlFreshness {
    private static final Logger log = LoggerFactory.getLogger(CrlFreshness.class);

    private final Crls crls;
    private final CrlSigning signing;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final CrlAlarm alarm;

    CrlFreshness(Crls crls, CrlSigning signing, InstantSource clock, TransactionTemplate transaction, CrlAlarm alarm) {
        this.alarm = alarm;
        this.crls = crls;
        this.signing = signing;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${portal.crl.check-interval:15s}")
    void keepFresh() {
        try {
            signIfDue();
        } finally {
            alarm.look();
        }
    }

    private void signIfDue() {
        transaction.executeWithoutResult(_ -> {
            CrlProgress progress = crls.lock();
            Optional<SignedCrl> newest = crls.newest();
            if (progress.complete() && (newest.isEmpty() || newest.get().dueAt(clock.instant()))) {
                signing.sign(progress.position());
                log.info(
                        "Signed a CRL, number {}",
                        crls.newest().map(SignedCrl::number).orElseThrow());
            }
        });
    }
}
