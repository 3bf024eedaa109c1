package org.deviceonboarding.access.idempotency;

/** How a request stands that comes with a key. */
sealed interface Standing {
    /** Nobody was granted anything for this key; it is our turn. */
    record Ours() implements Standing {}

    /** It was granted. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(byte[] sealed) implements Standing {}

    /** Somebody's turn is not over. */
    record InFlight() implements Standing {}

    /** The key came with another request before. */
    record Reused() implements Standing {}
}
