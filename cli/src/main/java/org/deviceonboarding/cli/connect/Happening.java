package org.deviceonboarding.cli.connect;

/** What a connected device sees. */
sealed interface Happening {
    /** A message came. */
    record Received(String topic, String text) implements Happening {}

    /** The connection is gone, and not because we closed it. */
    record Ended(String reason) implements Happening {}

    /** It is there again. */
    record Reconnected() implements Happening {}
}
