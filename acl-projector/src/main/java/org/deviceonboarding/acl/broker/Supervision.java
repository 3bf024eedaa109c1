package org.deviceonboarding.acl.broker;

import java.nio.file.Path;

/** Who keeps the broker's process running, and how the broker is told to read its files again. */
public sealed interface Supervision {
    /** We start it and keep it running. */
    record Managed(Path program) implements Supervision {}

    /** Somebody else does; a command tells it. */
    record ByCommand(String command) implements Supervision {}

    /** Somebody else does; a signal tells it. */
    record ByPidFile(Path pidFile) implements Supervision {}

    /** Somebody else does, and watches the files as well. */
    record Unattended() implements Supervision {}
}
