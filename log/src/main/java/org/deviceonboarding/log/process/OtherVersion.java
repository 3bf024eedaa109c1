package org.deviceonboarding.log.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** This version must not start, because of what another version has left in the database or still does there. */
public final class OtherVersion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    private OtherVersion(String message, String remedy) {
        super(message);
        this.remedy = remedy + "; see docs/operations.md, Upgrading.";
    }

    public String remedy() {
        return remedy;
    }

    /**
     * Does nothing unless the log may hold events that this version does not know.
     *
     * @param stored the kinds of events that the log may hold
     */
    static void refuseNewerLog(Set<EventKind> stored) {
        Set<EventKind> unknown = new TreeSet<>(Comparator.comparing(EventKind::toString));
        unknown.addAll(stored);
        unknown.removeAll(EventKind.readable());
        if (!unknown.isEmpty()) {
            throw new OtherVersion(
                    "The log holds events of a newer version, which this version does not know: "
                            + unknown.stream()
                                    .map(kind -> kind.name() + " of revision " + kind.revision())
                                    .collect(Collectors.joining(", ")),
                    "Start the version that the other processes have, or a later one");
        }
    }

    /**
     * Does nothing if nobody runs.
     *
     * @param change what would break the processes
     */
    static void refuseUnder(Collection<RunningProcess> running, String change) {
        if (!running.isEmpty()) {
            throw new OtherVersion(
                    change + ", with which running processes do not work: "
                            + running.stream()
                                    .map(RunningProcess::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "Stop them first. One that was killed counts as running for " + ProcessTable.LEASE_SECONDS
                            + " seconds");
        }
    }
}
