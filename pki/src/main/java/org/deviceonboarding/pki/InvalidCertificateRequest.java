package org.deviceonboarding.pki;

import org.jspecify.annotations.Nullable;

/** Signals that a certificate request or key is refused. The message tells the operator why. */
public final class InvalidCertificateRequest extends Exception {
    InvalidCertificateRequest(String message) {
        this(message, null);
    }

    InvalidCertificateRequest(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
