package org.deviceonboarding.audit.bundle;

/** A file that is no bundle, or that asks for more than a bundle may. */
public final class BundleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    BundleRefused(String reason) {
        super(reason);
    }

    BundleRefused(String reason, Throwable cause) {
        super(reason + ": " + cause.getMessage(), cause);
    }
}
