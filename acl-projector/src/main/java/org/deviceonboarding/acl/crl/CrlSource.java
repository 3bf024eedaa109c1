package org.deviceonboarding.acl.crl;

import java.io.IOException;

/** Fetches the newest CRL. The answer is not trusted. */
@FunctionalInterface
public interface CrlSource {
    /**
     * Fetches it now.
     *
     * @param minPosition the log position that the CRL must know
     * @return PEM
     * @throws IOException if it is not to be had in time
     */
    String fetch(long minPosition) throws IOException, InterruptedException;
}
