package org.deviceonboarding.log.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.log.append.CompanionRows;

/** The events of one change, with the rows that are stored beside them; all of it is appended or nothing. */
record PendingAppend(List<StoredEvent> events, CompanionRows rows) {
    /** Returns the position of the newest event of each aggregate.
     *
     * @param positions the position of each event */
    Map<String, Long> newest(List<Long> positions) {
        Map<String, Long> newest = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            newest.merge(events.get(i).aggregate(), positions.get(i), Long::max);
        }
        return newest;
    }
}
