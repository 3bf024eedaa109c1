package org.deviceonboarding.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A canary")
class CanaryTest extends QueryTest {
    private static final Instant END = Instant.parse("2036-06-01T00:00:00Z");

    private final GivenDevice canary = GivenDevice.until(END);
    private final String name = "canary resident of broker-" + canary.id();

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private List<ScrapeSource> scraped;

    @BeforeEach
    void register() {
        given().happened(Instant.EPOCH, canary.registered(name, Canary.TYPE), canary.issued(), canary.expiring());
    }

    @Test
    void isInNoList() {
        Caller auditor = auditor();
        for (String query :
                new String[] {"q=" + canary.id(), "type=" + Canary.TYPE, "type=" + Canary.TYPE + "&status=active"}) {
            assertThat(auditor.get("/devices?" + query)
                            .is(200)
                            .json()
                            .path("items")
                            .isEmpty())
                    .as(query)
                    .isTrue();
        }
        assertThat(auditor.all("/renewals"))
                .noneSatisfy(item -> assertThat(item.path("device_id").asString())
                        .isEqualTo(canary.id().value()));
    }

    @Test
    void isShownToWhoKnowsIt() {
        Answer shown = auditor().get("/device/" + canary.id()).is(200);

        assertThat(shown.field("name")).isEqualTo(name);
        assertThat(shown.field("type")).isEqualTo(Canary.TYPE);
        assertThat(shown.field("status")).isEqualTo("active");
    }

    @Test
    void isNotCounted() {
        auditor().get("/device/" + canary.id()).is(200); // it is in the model
        assertThat(active("true")).isGreaterThan(active("type <> 'portal-canary'"));

        scraped.forEach(ScrapeSource::look);

        assertThat(metrics.get("active.devices.total").gauge().value()).isEqualTo(active("type <> 'portal-canary'"));
    }

    private double active(String condition) {
        return jdbc.sql("select count(*) from device_model where status = 'active' and " + condition)
                .query(Double.class)
                .single();
    }
}
