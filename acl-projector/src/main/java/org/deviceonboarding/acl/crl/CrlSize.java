package org.deviceonboarding.acl.crl;

import org.jspecify.annotations.Nullable;

/** The size of the newest CRL as PEM, in bytes, and the largest one that is fetched. */
public final class CrlSize {
    private static final int EARLY_PERCENT = 80;

    private final long most;
    private volatile long bytes;

    public CrlSize(long most) {
        this.most = most;
    }

    /** The size of the newest CRL, even if it is too large to be fetched. */
    public long bytes() {
        return bytes;
    }

    public long most() {
        return most;
    }

    void is(long bytes) {
        this.bytes = bytes;
    }

    /** Returns why a CRL will soon be too large to be fetched, or null. */
    @Nullable
    public String trouble() {
        return bytes < most / 100 * EARLY_PERCENT
                ? null
                : "The CRL has " + bytes + " bytes and one of more than " + most
                        + " is not fetched any more: raise BROKER_CRL_MAX_BYTES, or let fewer certificates be revoked"
                        + " and unexpired at a time";
    }
}
