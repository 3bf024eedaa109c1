package org.deviceonboarding.command.authority;

import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An issuing CA")
class IssuingAuthorityTest {
    private static final AuthorityEstablished ESTABLISHED = new AuthorityEstablished(
            Sha256.of(new byte[0]), "CN=Issuing", Instant.parse("2036-11-01T00:00:00Z"), "chain");

    private final AggregateTestFixture<IssuingAuthority> authority = new AggregateTestFixture<>(IssuingAuthority.class);

    @Test
    void isPutOnRecord() {
        authority
                .givenNoPriorActivity()
                .when(new EstablishAuthority(ESTABLISHED))
                .expectEvents(ESTABLISHED);
    }

    @Test
    void isOnRecordOnce() {
        authority
                .given(ESTABLISHED)
                .when(new EstablishAuthority(ESTABLISHED))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }
}
