package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.fixture.server.Outage;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

@DisplayName("The history, without a database,")
class HistoryOutageTest extends HistoryTest {
    @Autowired
    private Outage outage;

    @Autowired
    @Qualifier("ledgerLoop")
    private SmartLifecycle ledger;

    @ParameterizedTest
    @ValueSource(strings = {NDJSON, CSV})
    void doesNotLookWholeWhenItBreaksOff(String accept) throws Exception {
        // More than all buffers between us can take, so that there is still something to be read when the log goes
        // away.
        Actor large = somebody("large");
        String actor = nameOf(large);
        ledger.stop(); // To it, the deletion would be tampering.
        try {
            given().by(large).happenedOften(LONG_AGO, 4_000, new CommandRefused("x".repeat(8_000), null, "forbidden"));
            assertBreaksOff(actor, accept);
        } finally {
            jdbc.sql("delete from domain_event_entry where meta_data::jsonb ->> 'actor' = :actor")
                    .param("actor", actor)
                    .update();
            ledger.start();
        }
    }

    private void assertBreaksOff(String actor, String accept) throws Exception {
        Caller auditor = auditor();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + auditor.port() + "/audit/events?actor=" + actor))
                .header("Authorization", "Bearer " + auditor.key())
                .header("Accept", accept)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try (InputStream body = response.body();
                    AutoCloseable _ = outage.begin(Duration.ZERO)) {
                assertThatThrownBy(() -> body.transferTo(received)).isInstanceOf(IOException.class);
            }
            assertThat(received.toString(StandardCharsets.UTF_8))
                    .contains(actor)
                    .doesNotContain("urn:device-onboarding:problem");
        }
    }

    @Test
    void isNotThereWithoutTheDatabase() throws Exception {
        Caller auditor = auditor();
        try (AutoCloseable _ = outage.begin(Duration.ZERO)) {
            for (String accept : List.of("application/json", NDJSON, CSV)) {
                auditor.get("/audit/events", "Accept", accept).isProblem(503, "unavailable");
            }
        }
    }
}
