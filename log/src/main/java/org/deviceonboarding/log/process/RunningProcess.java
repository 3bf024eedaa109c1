package org.deviceonboarding.log.process;

import java.util.Set;

/**
 * A process on the log, as it told the others of itself.
 *
 * @param kinds the kinds of events that it knows, each as {@link EventKind#toString} says it
 */
public record RunningProcess(String name, String roles, String version, Set<String> kinds) {
    public RunningProcess {
        kinds = Set.copyOf(kinds);
    }

    boolean knows(EventKind kind) {
        return kinds.contains(kind.toString());
    }

    @Override
    public String toString() {
        return name + " (" + roles + ", version " + version + ")";
    }
}
