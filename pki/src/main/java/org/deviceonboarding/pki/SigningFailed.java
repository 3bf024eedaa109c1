package org.deviceonboarding.pki;

/** The CA's key did not sign, such as when its token is gone. */
public final class SigningFailed extends RuntimeException {
    SigningFailed(Throwable cause) {
        super("The CA's key did not sign", cause);
    }
}
