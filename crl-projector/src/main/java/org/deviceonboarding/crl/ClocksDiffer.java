package org.deviceonboarding.crl;

import org.deviceonboarding.log.database.ClockDifference;

/** A CRL was not signed, since its times would be wrong. */
final class ClocksDiffer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClocksDiffer(ClockDifference difference) {
        super("No CRL is signed while this process's clock is " + difference);
    }
}
