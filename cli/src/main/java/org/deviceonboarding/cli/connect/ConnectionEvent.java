package org.deviceonboarding.cli.connect;

/** Something that happens on a device's connection. */
sealed interface ConnectionEvent {
    /** A message arrived. */
    record Received(String topic, String text) implements ConnectionEvent {}

    /** The broker or the network ended the connection. */
    record SessionEnded(String reason) implements ConnectionEvent {}

    /** The connection is open again. */
    record Reconnected() implements ConnectionEvent {}
}
