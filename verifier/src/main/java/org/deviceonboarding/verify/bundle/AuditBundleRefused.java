package org.deviceonboarding.verify.bundle;

import java.nio.file.Path;

/** A file that is no bundle, or that asks for more than a bundle may. */
public final class AuditBundleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    AuditBundleRefused(String reason) {
        super(reason);
    }

    /** @param file the one of several that it was */
    public AuditBundleRefused(Path file, AuditBundleRefused cause) {
        super(file + ": " + cause.getMessage(), cause);
    }

    AuditBundleRefused(String reason, Throwable cause) {
        super(reason + ": " + cause.getMessage(), cause);
    }
}
