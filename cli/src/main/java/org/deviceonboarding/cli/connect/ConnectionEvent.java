package org.deviceonboarding.cli.connect;

/** What a connected device sees. */
sealed interface ConnectionEvent {
    /** A message came. */
    record Received(String topic, String text) implements ConnectionEvent {}

    /** The connection is gone, and not because we closed it. */
    record SessionEnded(String reason) implements ConnectionEvent {}

    /** It is there again. */
    record Reconnected() implements ConnectionEvent {}
}
