package org.deviceonboarding.crl;

import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs the first CRL, and a new one when half of a CRL's life is over, or at once if a clock that was ahead signed it.
 * No event records this, because only time has passed.
 */
@Component
class CrlFreshness {
    private static final Logger log = LoggerFactory.getLogger(CrlFreshness.class);

    private final Crls crls;
    private final CrlSigning signing;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private final TransactionTemplate transaction;
    private final CrlAlarm alarm;

    CrlFreshness(
            Crls crls,
            CrlSigning signing,
            InstantSource clock,
            DatabaseClock reference,
            TransactionTemplate transaction,
            CrlAlarm alarm) {
        this.alarm = alarm;
        this.crls = crls;
        this.signing = signing;
        this.clock = clock;
        this.reference = reference;
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
            CrlCoverage coverage = crls.lock();
            if (ClockDifference.between(clock, reference).tooMuch()) {
                return; // the alarm tells
            }
            Optional<CrlSummary> newest = crls.newest();
            if (coverage.complete() && (newest.isEmpty() || newest.get().dueAt(reference.now()))) {
                signing.sign(crls.storedPosition());
                log.info(
                        "Signed a CRL, number {}",
                        crls.newest().map(CrlSummary::number).orElseThrow());
            }
        });
    }
}
