package org.deviceonboarding.command.credentials;

import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.bundle.WaitingBundle;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.log.actor.Origin;
import org.springframework.stereotype.Component;

/** Tells what became of a bundle, as its device's history has it. */
@Component
class Custody {
    private final EventStore log;

    Custody(EventStore log) {
        this.log = log;
    }

    LinkState of(WaitingBundle bundle) {
        if (bundle.available()) {
            return new LinkState.Waiting(bundle.expiresAt());
        }
        return log.readEvents(bundle.deviceId().value(), 0)
                .asStream()
                .flatMap(event -> end(event, bundle.id()))
                .findFirst()
                .orElse(new LinkState.Ended(bundle.expiresAt()));
    }

    private static Stream<LinkState> end(DomainEventMessage<?> event, BundleId id) {
        return switch (event.getPayload()) {
            case CredentialsDownloaded fetched
            when Objects.equals(fetched.bundleId(), id) ->
                Stream.of(new LinkState.Fetched(event.getTimestamp(), Origin.of(event.getMetaData())));
            case CredentialsExpired ended
            when Objects.equals(ended.bundleId(), id) -> Stream.of(new LinkState.Ended(event.getTimestamp()));
            default -> Stream.empty(); // what is said of other things
        };
    }
}
