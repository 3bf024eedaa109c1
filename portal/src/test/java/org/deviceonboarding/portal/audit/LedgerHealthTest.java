package org.deviceonboarding.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The portal's health")
class LedgerHealthTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Test
    void namesALedgerThatSomebodyChanged() {
        await().atMost(GENEROUS).until(() -> projections().equals("healthy"));
        try {
            jdbc.sql("update ledger_state set tampering = 'Leaf 1 is another'").update();
            await().atMost(GENEROUS).until(() -> projections().equals("unhealthy"));
            Answer health = nobody().get("/health").is(200);
            assertThat(health.field("status")).isEqualTo("degraded");
            assertThat(health.text()).contains("\"ledger_trouble\":\"Leaf 1 is another\"");
            assertThat(nobody().get("/metrics").text()).containsPattern("\nledger_inconsistent(\\{.*})? 1");
        } finally {
            jdbc.sql("update ledger_state set tampering = null").update();
        }
        await().atMost(GENEROUS).until(() -> projections().equals("healthy"));
    }

    private String projections() {
        return nobody().get("/health").json().path("checks").path("projections").asString();
    }
}
