package org.deviceonboarding.command.credentials;

import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;

/** The state of the credentials behind a link. */
public sealed interface LinkState {
    record Unknown() implements LinkState {}

    /** @param locked whether a password opens them */
    record Waiting(Instant until, boolean locked) implements LinkState {}

    record Fetched(Instant at, Actor by) implements LinkState {}

    /** Nobody fetched them in time, or they were withdrawn before. */
    record Ended(Instant at) implements LinkState {}

    /** Somebody fetches them at this moment. */
    record Busy() implements LinkState {}

    default int status() {
        return switch (this) {
            case Unknown _ -> 404;
            case Waiting _ -> 200;
            case Fetched _, Ended _ -> 410;
            case Busy _ -> 409;
        };
    }

    /** What is known of who fetched them. */
    default Optional<String> told(Fact fact) {
        return this instanceof Fetched fetched
                ? Optional.ofNullable(fetched.by().fact(fact))
                : Optional.empty();
    }

    default Optional<Instant> moment() {
        return switch (this) {
            case Waiting waiting -> Optional.of(waiting.until());
            case Fetched fetched -> Optional.of(fetched.at());
            case Ended ended -> Optional.of(ended.at());
            case Unknown _, Busy _ -> Optional.empty();
        };
    }
}
