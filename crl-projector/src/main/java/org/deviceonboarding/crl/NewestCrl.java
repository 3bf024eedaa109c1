package org.deviceonboarding.crl;

import java.util.Optional;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.database.DatabaseClock;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the newest CRL, for HTTP clients and for a broker's role in the same process. */
@Component
public final class NewestCrl {
    private final Crls crls;
    private final ReadBarrier barrier;
    private final DatabaseClock reference;

    NewestCrl(Crls crls, ReadBarrier barrier, DatabaseClock reference) {
        this.crls = crls;
        this.barrier = barrier;
        this.reference = reference;
    }

    /**
     * Waits until a CRL knows the log up to a position.
     *
     * @return PEM
     * @throws Refused {@code not_caught_up} if there is no such CRL in time
     */
    public String pem(long minPosition) {
        covered(minPosition);
        return Pem.crl(signed().der());
    }

    /** Returns a log position that a CRL read afterwards covers. */
    long covered(@Nullable Long minPosition) {
        return minPosition == null ? crls.position() : barrier.await(minPosition, "The CRL", crls::position);
    }

    /** Returns the newest CRL without its content; empty also if a clock that was ahead signed it. */
    Optional<CrlSummary> newest() {
        return crls.newest().filter(crl -> !crl.fromTheFutureAt(reference.now()));
    }

    SignedCrl signed() {
        return crls.newestSigned()
                .filter(crl -> !crl.summary().fromTheFutureAt(reference.now()))
                .orElseThrow(() -> new Refused(
                        RefusalCode.NOT_CAUGHT_UP,
                        "There is no current CRL: none was signed yet, or a clock was ahead when it was"));
    }
}
