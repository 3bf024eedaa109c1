package org.deviceonboarding.domain.refusal;

import java.util.Locale;

/** The codes of refusals. The lower-case name is the stable {@code error} code of the HTTP contract. */
public enum RefusalCode {
    NOT_FOUND,
    DUPLICATE_NAME,
    CONFLICT,
    FORBIDDEN,
    RATE_LIMITED,
    /** The caller saw another version than there is. */
    PRECONDITION_FAILED,
    GONE,
    INVALID_CSR,
    /** A certificate for this key was revoked because the key was compromised; it gets none any more. */
    KEY_COMPROMISED,
    /** Another one has a certificate for this key. */
    KEY_IN_USE,
    /** The key stands for another request. */
    IDEMPOTENCY_KEY_REUSED,
    VALIDATION_ERROR,
    /** The CA's key does not sign at the moment. */
    CA_UNAVAILABLE,
    /** The answer is not ready; trying again soon will help. */
    NOT_CAUGHT_UP;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
