package org.deviceonboarding.audit.asof;

import java.time.Instant;
import java.time.InstantSource;
import org.deviceonboarding.access.parameter.AsOf;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.Moment;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Finds the position of the log for the moment that a request names. */
@Component
class MomentResolver {
    private final StoredLog log;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    MomentResolver(StoredLog log, ReadBarrier barrier, InstantSource clock) {
        this.log = log;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** @throws Refused {@code validation_error} if the time is in the future */
    Moment asked(AsOf parameters) {
        Instant at = parameters.at();
        if (at != null && at.isAfter(clock.instant())) {
            throw Parameters.refused("at", "must not be to come");
        }
        if (parameters.position() != null) {
            return new Moment.Position(parameters.position());
        }
        return at == null ? Moment.NOW : new Moment.At(at);
    }

    /**
     * The position of the last event up to that moment.
     *
     * @throws Refused {@code not_caught_up} if the log has not reached the position
     */
    long position(Moment moment) {
        return switch (moment) {
            case Moment.Head _ -> log.head();
            case Moment.At at -> log.positionAt(at.time());
            case Moment.Position known -> {
                barrier.await(known.position());
                yield known.position();
            }
        };
    }
}
