package org.deviceonboarding.acl.crl;

import java.io.IOException;

/** A source of CRLs. Its answers are not trusted. */
@FunctionalInterface
public interface CrlSource {
    /**
     * Fetches the newest CRL.
     *
     * @param minPosition the log position that the CRL must know
     * @return PEM
     * @throws IOException if no CRL arrives in time
     */
    String fetch(long minPosition) throws IOException, InterruptedException;
}
