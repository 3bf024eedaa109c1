package org.deviceonboarding.acl.crl;

/** A text is not a CRL that may go into force. */
public final class CrlRefused extends Exception {
    CrlRefused(String reason) {
        super("The CRL " + reason);
    }

    CrlRefused(String reason, Throwable cause) {
        super("The CRL " + reason, cause);
    }
}
