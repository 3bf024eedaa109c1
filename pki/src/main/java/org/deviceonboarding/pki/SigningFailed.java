package org.deviceonboarding.pki;

/** Signals that the CA's key did not sign, for example because its token is gone. */
public final class SigningFailed extends RuntimeException {
    SigningFailed(Throwable cause) {
        this("The CA's key did not sign", cause);
    }

    /** @param message says why, for the operator; contains no secret */
    public SigningFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
