package org.deviceonboarding.access.idempotency;

/** The state of a claim: free, answered, in flight, or taken by another request. */
sealed interface ClaimState {
    /** Nobody was granted anything for this key; it is our turn. */
    record Ours() implements ClaimState {}

    /** It was granted. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(byte[] sealed) implements ClaimState {}

    /** Somebody's turn is not over. */
    record InFlight() implements ClaimState {}

    /** The key came with another request before. */
    record Reused() implements ClaimState {}
}
