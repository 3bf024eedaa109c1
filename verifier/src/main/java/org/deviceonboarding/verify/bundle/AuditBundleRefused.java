package org.deviceonboarding.verify.bundle;

import java.nio.file.Path;

/** Signals that a file is no audit bundle, or exceeds the limits of one. */
public final class AuditBundleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    AuditBundleRefused(String reason) {
        super(reason);
    }

    /** @param file the file among several */
    public AuditBundleRefused(Path file, AuditBundleRefused cause) {
        super(file + ": " + cause.getMessage(), cause);
    }

    AuditBundleRefused(String reason, Throwable cause) {
        super(reason + ": " + cause.getMessage(), cause);
    }
}
