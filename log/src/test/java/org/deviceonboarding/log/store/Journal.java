package org.deviceonboarding.log.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LoggedEvent;

/** A reader that writes down the devices in the order it hears of them, and stumbles where told to. */
class Journal implements LogReader {
    static final String NAME = "journal";

    final List<String> devices = new CopyOnWriteArrayList<>();
    final Map<String, Map<String, String>> metaData = new ConcurrentHashMap<>();
    final Set<String> stumblingBlocks = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return OnboardingEvent.kinds(DeviceEvent.class);
    }

    @Override
    public void handle(List<LoggedEvent> events, long reached) {
        for (LoggedEvent event : events) {
            String id = event.entry().aggregateId();
            if (stumblingBlocks.remove(id)) {
                throw new IllegalStateException("stumbled over " + id + ", as the test wants it");
            }
            devices.add(id);
            metaData.put(id, event.actor().metadata());
        }
    }
}
