package org.deviceonboarding.query.broker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.projection.RebuildableTables;
import org.deviceonboarding.log.projection.TaskDatabase;
import org.deviceonboarding.log.state.Rebuildable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How what is known of the brokers is made anew. */
@Configuration(proxyBeanMethods = false)
class BrokerUpkeep {
    static final String PROJECTION = "brokers";
    static final Set<Class<? extends OnboardingEvent>> KINDS = OnboardingEvent.kinds().stream()
            .filter(BrokerEvent.class::isAssignableFrom)
            .map(kind -> kind.asSubclass(BrokerEvent.class))
            .collect(Collectors.toUnmodifiableSet());

    /** The same, as the log names them; the index {@code broker_events} is over just these. */
    static final List<String> NAMES =
            KINDS.stream().map(Class::getSimpleName).sorted().toList();

    @Bean
    Rebuildable rebuildableBrokers() {
        return new RebuildableTables(PROJECTION, BrokerTables.TABLES, KINDS, BrokerUpkeep::apply);
    }

    private static void apply(TaskDatabase database, List<Recorded<OnboardingEvent>> events) {
        BrokerBatch batch = new BrokerBatch(new BrokerModels(database.jdbc(), database.template()));
        events.forEach(recorded -> EventFilter.ofBrokers(recorded).ifPresent(batch::add));
        batch.save();
    }
}
