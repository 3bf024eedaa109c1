package org.deviceonboarding.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.deviceonboarding.domain.event.SignInRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

@DisplayName("Wrong credentials")
class GuessesTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SimpleEventBus bus = SimpleEventBus.builder().build();
    private final List<EventMessage<?>> log = new ArrayList<>();
    private final Guesses guesses = new Guesses(bus, metrics, new GuessProperties(3));

    GuessesTest() {
        bus.subscribe(log::addAll);
    }

    @Test
    void makeAnAddressWaitEverLonger() {
        for (int i = 0; i < 3; i++) {
            assertThat(guesses.failed(from("192.0.2.1"), "bearer")).isEmpty();
        }
        assertThat(guesses.failed(from("192.0.2.1"), "bearer")).contains(Duration.ofSeconds(1));
        assertThat(guesses.failed(from("192.0.2.1"), "login")).contains(Duration.ofSeconds(2));
        assertThat(guesses.failed(from("192.0.2.1"), "sso")).contains(Duration.ofSeconds(4));
        assertThat(guesses.failed(from("192.0.2.2"), "bearer")).isEmpty();
        assertThat(metrics.get("sign.in.failures")
                        .tag("way", "bearer")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "9, 256", "10, 300", "1000000000, 300"})
    void haveAnEnd(long excess, long seconds) {
        assertThat(Guesses.delay(excess)).hasSeconds(seconds);
    }

    @Test
    void fillNoLog() {
        for (int i = 0; i < 1_000; i++) {
            guesses.failed(from("192.0.2.1"), "bearer");
        }
        List<Object> told = log.stream().<Object>map(EventMessage::getPayload).toList();
        assertThat(told)
                .containsExactly(
                        new SignInRefused("bearer", 1),
                        new SignInRefused("bearer", 10),
                        new SignInRefused("bearer", 100),
                        new SignInRefused("bearer", 1_000));
        assertThat(log.getFirst().getMetaData())
                .containsEntry("actor", "anonymous")
                .containsEntry("address", "192.0.2.1");

        for (int i = 0; i < 1_000; i++) {
            guesses.failed(from("198.51." + i / 250 + "." + i % 250), "bearer");
        }
        assertThat(log).hasSizeLessThan(3 * Guesses.EVENTS_PER_MINUTE);
        assertThat(metrics.get("sign.in.failures.dropped")
                        .tag("reason", "too_many")
                        .counter()
                        .count())
                .isEqualTo(1_004.0 - log.size());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::9, 20010db800010002",
        "0:0:0:0:0:0:0:1, 0000000000000000",
        "unix:, unknown",
    })
    void areOneNetworks(String address, String network) {
        assertThat(Guesses.network(address)).isEqualTo(network);
    }

    @Test
    void countThoughTheLogIsAway() {
        bus.subscribe(_ -> {
            throw new IllegalStateException("no log");
        });

        assertThat(guesses.failed(from("192.0.2.1"), "bearer")).isEmpty();

        assertThat(metrics.get("sign.in.failures.dropped")
                        .tag("reason", "log_unavailable")
                        .counter()
                        .count())
                .isOne();
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
