package org.deviceonboarding.access.idempotency;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request's claim to its {@code Idempotency-Key}: while it lasts, no other request with the key is carried out.
 *
 * @param id the key and its caller, as nobody can tell them back
 * @param request digest of what is asked
 * @param attempt tells this turn from an earlier one that was given up for lost
 * @param seal opens the answer
 * @param kept whether the answer was stored, in a transaction that may still have failed
 */
record IdempotencyClaim(String id, String request, UUID attempt, AnswerSeal seal, AtomicBoolean kept) {
    static final String ATTRIBUTE = IdempotencyClaim.class.getName();

    @Override
    public String toString() {
        return "IdempotencyClaim[" + attempt + "]";
    }
}
