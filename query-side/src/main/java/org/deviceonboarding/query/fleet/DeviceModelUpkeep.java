package org.deviceonboarding.query.fleet;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.RebuildableTables;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Rebuildable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the device model is made anew. */
@Configuration(proxyBeanMethods = false)
class DeviceModelUpkeep {
    static final String PROJECTION = "devices";

    @Bean
    Rebuildable rebuildableDevices() {
        return new RebuildableTables(PROJECTION, DeviceModelTables.TABLES, Set.of(), DeviceModelUpkeep::apply);
    }

    private static void apply(TaskDatabase database, List<Recorded<OnboardingEvent>> events) {
        DeviceModelBatch batch = new DeviceModelBatch(new DeviceModels(database.jdbc(), database.template()));
        batch.expect(events.stream()
                .flatMap(recorded -> EventFilter.ofDevices(recorded).stream())
                .map(recorded -> recorded.event().deviceId())
                .collect(Collectors.toSet()));
        events.forEach(batch::add);
        batch.save();
    }
}
