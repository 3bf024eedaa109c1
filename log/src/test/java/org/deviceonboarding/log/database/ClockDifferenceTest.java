package org.deviceonboarding.log.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The difference of two clocks")
class ClockDifferenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, false, 0 s ahead of the database's",
        "PT60S, false, 60 s ahead of the database's",
        "PT61S, true, 61 s ahead of the database's",
        "PT-60S, false, 60 s behind the database's",
        "PT-61S, true, 61 s behind the database's"
    })
    void isTooMuchBeyondAMinuteEitherWay(Duration ahead, boolean tooMuch, String said) {
        ClockDifference difference = ClockDifference.between(InstantSource.fixed(NOW.plus(ahead)), () -> NOW);

        assertThat(difference).isEqualTo(new ClockDifference(ahead)).hasToString(said);
        assertThat(difference.tooMuch()).isEqualTo(tooMuch);
    }

    @Test
    void isNotWhatTheQuestionTook() {
        List<Instant> ours = List.of(NOW.minusSeconds(100), NOW.plusSeconds(100));
        AtomicInteger asked = new AtomicInteger();

        assertThat(ClockDifference.between(() -> ours.get(asked.getAndIncrement()), () -> NOW)
                        .ahead())
                .isZero();
    }
}
