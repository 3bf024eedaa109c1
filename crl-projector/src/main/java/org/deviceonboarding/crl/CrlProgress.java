package org.deviceonboarding.crl;

/**
 * How far along the log the revocations are.
 *
 * @param position of the newest event they reflect
 * @param completeFrom where a rebuild is complete. Before it, revocations are missing, and a CRL signed then would give
 *     access back to revoked devices
 */
record CrlProgress(long position, long completeFrom) {
    boolean complete() {
        return position >= completeFrom;
    }

    CrlProgress movedTo(long newPosition) {
        return new CrlProgress(Math.max(position, newPosition), completeFrom);
    }
}
