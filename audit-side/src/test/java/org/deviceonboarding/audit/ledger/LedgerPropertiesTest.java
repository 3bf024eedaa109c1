package org.deviceonboarding.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ledger's name")
class LedgerPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "https://portal.example, portal.example/ledger",
        "https://portal.example/, portal.example/ledger",
        "http://localhost:5000, localhost:5000/ledger",
        "https://example.com/onboarding/, example.com/onboarding/ledger",
    })
    void isThePublicUrlWithoutItsScheme(URI url, String name) {
        assertThat(named("", url).name()).isEqualTo(name);
    }

    @Test
    void isWhatItIsSetTo() {
        assertThat(named("log.example/2", URI.create("portal.example")).name()).isEqualTo("log.example/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a+b", "a\nb", "\u00e9", "a\u00a0b"})
    void isOneThatANoteCanHave(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(origin, URI.create("https://portal.example")))
                .withMessageContaining("LEDGER_ORIGIN");
    }

    @Test
    void isToBeSetIfThePublicUrlMakesNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named("", URI.create("portal.example")))
                .withMessageContaining("LEDGER_ORIGIN");
    }

    private static LedgerProperties named(String origin, URI url) {
        return new LedgerProperties(
                origin, url, Path.of("x"), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10));
    }
}
