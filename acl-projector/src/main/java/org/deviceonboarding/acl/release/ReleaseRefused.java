package org.deviceonboarding.acl.release;

/** A release would harm the broker, so it is not made. */
public class ReleaseRefused extends Exception {
    ReleaseRefused(String reason) {
        super(reason);
    }

    ReleaseRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
