package org.deviceonboarding.pki;

/** Signals that the CA's key did not sign, for example because its token is gone. */
public final class SigningFailed extends RuntimeException {
    SigningFailed(Throwable cause) {
        super("The CA's key did not sign", cause);
    }
}
