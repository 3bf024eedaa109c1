package org.deviceonboarding.acl.crl;

/** Says why a text is not a CRL, or why a CRL must not go into force. */
public final class CrlRefused extends Exception {
    CrlRefused(String reason) {
        super("The CRL " + reason);
    }

    CrlRefused(String reason, Throwable cause) {
        super("The CRL " + reason, cause);
    }
}
