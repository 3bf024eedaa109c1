package org.deviceonboarding.acl;

/** A release would harm the broker, so it does not happen. */
class ReleaseRefused extends Exception {
    ReleaseRefused(String reason) {
        super(reason);
    }

    ReleaseRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
