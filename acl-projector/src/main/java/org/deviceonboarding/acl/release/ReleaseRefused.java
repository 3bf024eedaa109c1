package org.deviceonboarding.acl.release;

/** Says why a release would harm the broker, so that it is not made. */
public class ReleaseRefused extends Exception {
    ReleaseRefused(String reason) {
        super(reason);
    }

    ReleaseRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
