package org.deviceonboarding.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace at which a device gets certificates")
class IssuingPaceTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void allowsFiveWithinADay() {
        assertThat(issued(IssuingPace.MOST - 1, NOW).delay(NOW)).isEmpty();
        assertThat(issued(IssuingPace.MOST, NOW).delay(NOW.plusSeconds(1)))
                .contains(Duration.ofDays(1).minusSeconds(1));
        assertThat(issued(IssuingPace.MOST, NOW).delay(NOW.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void isNotSetByAClockThatWasAhead() {
        IssuingPace ahead = issued(IssuingPace.MOST, NOW.plus(Duration.ofDays(3)));

        assertThat(ahead.delay(NOW)).isEmpty();
        for (int i = 0; i < IssuingPace.MOST; i++) {
            ahead = ahead.issued(NOW);
        }
        assertThat(ahead.delay(NOW)).as("and then it holds again").contains(Duration.ofDays(1));
    }

    private static IssuingPace issued(int times, Instant when) {
        IssuingPace pace = IssuingPace.NONE_YET;
        for (int i = 0; i < times; i++) {
            pace = pace.issued(when);
        }
        return pace;
    }
}
