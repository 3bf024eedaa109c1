package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.deviceonboarding.portal.web.PortalTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A reader's token that another process claimed")
class ClaimsOfTheFutureTest extends PortalTest {
    private static final String READER = "reader-of-a-test";

    @Autowired
    private TokenStore tokens;

    @Autowired
    private ClaimsOfTheFuture claims;

    @BeforeEach
    void begin() {
        end();
        tokens.initializeTokenSegments(READER, 1);
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from token_entry where processor_name = :reader")
                .param("reader", READER)
                .update();
    }

    @Test
    void isFreeIfThatProcesssClockWasAhead() {
        claimedAt(Instant.now().plus(Duration.ofDays(3)));
        assertThatThrownBy(() -> tokens.fetchToken(READER, 0)).isInstanceOf(UnableToClaimTokenException.class);

        claims.free();

        assertThat(tokens.fetchToken(READER, 0)).isNull(); // as it was: nothing read yet
    }

    @Test
    void isLeftToItIfTheClocksAgreeToTheMinute() {
        claimedAt(Instant.now().plus(Duration.ofSeconds(30)));

        claims.free();

        assertThatThrownBy(() -> tokens.fetchToken(READER, 0)).isInstanceOf(UnableToClaimTokenException.class);
    }

    private void claimedAt(Instant when) {
        jdbc.sql("update token_entry set owner = 'another', timestamp = :when where processor_name = :reader")
                .param("when", when.toString())
                .param("reader", READER)
                .update();
    }
}
