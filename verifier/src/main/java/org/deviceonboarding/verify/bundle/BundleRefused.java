package org.deviceonboarding.verify.bundle;

import java.nio.file.Path;

/** A file that is no bundle, or that asks for more than a bundle may. */
public final class BundleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    BundleRefused(String reason) {
        super(reason);
    }

    /** @param file the one of several that it was */
    public BundleRefused(Path file, BundleRefused cause) {
        super(file + ": " + cause.getMessage(), cause);
    }

    BundleRefused(String reason, Throwable cause) {
        super(reason + ": " + cause.getMessage(), cause);
    }
}
