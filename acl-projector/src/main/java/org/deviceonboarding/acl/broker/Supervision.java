package org.deviceonboarding.acl.broker;

import java.nio.file.Path;

/** The party that keeps the broker's process running, and the way to make the broker reload its files. */
public sealed interface Supervision {
    /** This process starts the broker and keeps it running. */
    record Managed(Path program) implements Supervision {}

    /** Somebody else keeps it running; a command makes it reload. */
    record ByCommand(String command) implements Supervision {}

    /** Somebody else keeps it running; a signal makes it reload. */
    record ByPidFile(Path pidFile) implements Supervision {}

    /** Somebody else keeps it running, and makes it reload when its files change. */
    record Unattended() implements Supervision {}
}
