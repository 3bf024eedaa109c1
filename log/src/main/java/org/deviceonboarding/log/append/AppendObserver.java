package org.deviceonboarding.log.append;

import java.util.List;

/**
 * Is told of each event that this process appended, once, after the commit, whatever way the event took: request, import or
 * bulk change. It runs in the thread that asked for the change, so it must be quick.
 */
@FunctionalInterface
public interface AppendObserver {
    /** What it throws is logged: the events are durable, and their change has succeeded. */
    void appended(List<NewEvent> events);
}
