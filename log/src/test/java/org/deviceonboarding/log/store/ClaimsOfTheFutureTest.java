package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reader's token that another process claimed")
class ClaimsOfTheFutureTest {
    private static final String READER = "reader-of-a-test";

    private static Store store;
    private static TokenStore tokens;
    private static ClaimsOfTheFuture claims;

    @BeforeAll
    static void start() {
        store = Store.on(TestPostgres.migrated());
        tokens = store.context().getBean(TokenStore.class);
        claims = store.context().getBean(ClaimsOfTheFuture.class);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @BeforeEach
    void begin() {
        tokens.initializeTokenSegments(READER, 1);
    }

    @AfterEach
    void end() {
        store.database().execute("delete from token_entry where processor_name = '" + READER + "'");
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

    private static void claimedAt(Instant when) {
        store.database()
                .execute("update token_entry set owner = 'another', timestamp = '%s' where processor_name = '%s'"
                        .formatted(when, READER));
    }
}
