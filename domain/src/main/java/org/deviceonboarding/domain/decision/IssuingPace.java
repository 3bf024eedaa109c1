package org.deviceonboarding.domain.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits how fast a device may get certificates that nobody but itself asked for. All it got count, whoever asked. The
 * bound leaves room for devices that lose answers and keys, and none for one that fills the log.
 *
 * @param newest when the newest were issued, oldest first
 */
public record IssuingPace(List<Instant> newest) {
    static final int MOST = 5;
    static final IssuingPace NONE_YET = new IssuingPace(List.of());

    private static final Duration SPAN = Duration.ofDays(1);

    IssuingPace issued(Instant at) {
        return new IssuingPace(Stream.concat(newest.stream().skip(newest.size() < MOST ? 0 : 1), Stream.of(at))
                .toList());
    }

    /**
     * How long the next one has to wait, if it has to. Never for longer than the span: a certificate from the future was issued by
     * a clock that was ahead, and holds nobody up until its time has come.
     */
    Optional<Duration> delay(Instant now) {
        if (newest.size() < MOST) {
            return Optional.empty();
        }
        Duration rest = Duration.between(now, newest.getFirst().plus(SPAN));
        return rest.isPositive() && rest.compareTo(SPAN) <= 0 ? Optional.of(rest) : Optional.empty();
    }
}
