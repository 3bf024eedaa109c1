package org.deviceonboarding.acl;

/** A text is not a CRL that may go into force. */
final class CrlRefused extends ReleaseRefused {
    CrlRefused(String reason) {
        super("The CRL " + reason);
    }

    CrlRefused(String reason, Throwable cause) {
        super("The CRL " + reason, cause);
    }
}
