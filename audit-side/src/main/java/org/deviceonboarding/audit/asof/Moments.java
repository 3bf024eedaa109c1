package org.deviceonboarding.audit.asof;

import java.time.Instant;
import java.time.InstantSource;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.Moment;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** Which moment a request asks about, and where in the log that is. */
@Component
class Moments {
    private final StoredLog log;
    private final ReadBarrier barrier;
    private final InstantSource clock;

    Moments(StoredLog log, ReadBarrier barrier, InstantSource clock) {
        this.log = log;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** Reads {@code at} or {@code position}; the caller checks the parameters. */
    Moment asked(MultiValueMap<String, String> given, Parameters parameters) {
        Instant now = clock.instant();
        Moment at = parameters
                .read(
                        "at",
                        "must be a UTC time such as 2030-01-31T00:00:00Z, and not to come",
                        text -> Parameters.time(text).filter(time -> !time.isAfter(now)))
                .<Moment>map(Moment.At::new)
                .orElse(Moment.NOW);
        return parameters
                .read(
                        "position",
                        "must be a position of the log, and cannot be asked for together with a time",
                        text -> Parameters.number(text).filter(_ -> !given.containsKey("at")))
                .<Moment>map(Moment.Position::new)
                .orElse(at);
    }

    /**
     * Up to where the log goes at that moment.
     *
     * @throws Refused {@code not_caught_up} if it has not got there
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
