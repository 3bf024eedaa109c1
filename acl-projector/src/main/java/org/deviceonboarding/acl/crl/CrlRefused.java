package org.deviceonboarding.acl.crl;

/** A text is not a CRL, or is one that must not go into force. */
public final class CrlRefused extends Exception {
    CrlRefused(String reason) {
        super("The CRL " + reason);
    }

    CrlRefused(String reason, Throwable cause) {
        super("The CRL " + reason, cause);
    }
}
