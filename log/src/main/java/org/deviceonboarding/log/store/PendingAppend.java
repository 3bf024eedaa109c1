package org.deviceonboarding.log.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.process.EventKind;
import org.jspecify.annotations.Nullable;

/** The events of one change, with the rows that are stored beside them; all of it is appended or nothing. */
record PendingAppend(List<StoredEvent> events, CompanionRows rows) {
    /** Returns the id of the request that caused the events, or null. */
    @Nullable
    String correlationId() {
        return events.getFirst().event().metadata().get(Fact.CORRELATION_ID.wireName()) instanceof String id
                ? id
                : null;
    }

    List<EventKind> kinds() {
        return events.stream().map(event -> EventKind.of(event.event().event())).toList();
    }

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
