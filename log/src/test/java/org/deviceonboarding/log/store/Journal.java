package org.deviceonboarding.log.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.MetaData;
import org.deviceonboarding.domain.event.DeviceEvent;

/** A projection that writes down the devices in the order it hears of them, and stumbles where told to. */
@ProcessingGroup(Journal.NAME)
class Journal {
    static final String NAME = "journal";

    final List<String> devices = new CopyOnWriteArrayList<>();
    final Map<String, MetaData> metaData = new ConcurrentHashMap<>();
    final AtomicInteger resets = new AtomicInteger();
    final Set<String> stumblingBlocks = ConcurrentHashMap.newKeySet();

    @EventHandler
    void on(DeviceEvent event, EventMessage<?> message) {
        String id = event.deviceId().value();
        if (stumblingBlocks.remove(id)) {
            throw new IllegalStateException("stumbled over " + id + ", as the test wants it");
        }
        devices.add(id);
        metaData.put(id, message.getMetaData());
    }

    @ResetHandler
    void forget() {
        devices.clear();
        resets.incrementAndGet();
    }
}
