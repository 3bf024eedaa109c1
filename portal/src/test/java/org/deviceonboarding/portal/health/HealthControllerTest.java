package org.deviceonboarding.portal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deviceonboarding.log.projection.ProjectionHealth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("A process with a problem")
class HealthControllerTest {
    private static final Map<String, HealthIndicator> WITHOUT_A_BROKER = Map.of(
            "database",
            () -> Health.up().build(),
            "mqtt_broker",
            () -> Health.down().build());

    private ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();

    @BeforeEach
    void isStarted() {
        change(ReadinessState.ACCEPTING_TRAFFIC);
    }

    @Test
    void isDegradedWithoutItsBrokerIfItRevokes() throws Exception {
        for (List<String> roles :
                List.of(List.of("command"), List.of("acl", "query"), List.of("command", "acl", "crl"))) {
            ResponseEntity<HealthController.HealthAnswer> answer = answer(roles);

            assertThat(answer.getStatusCode().value()).isEqualTo(200);
            assertThat(Objects.requireNonNull(answer.getBody()).status()).isEqualTo("degraded");
            assertThat(answer.getBody().checks()).containsEntry("mqtt_broker", "unhealthy");
        }
    }

    @Test
    void isOfNoUseIfItIsThereForTheBrokerAlone() throws Exception {
        ResponseEntity<HealthController.HealthAnswer> answer = answer(List.of("acl"));

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(Objects.requireNonNull(answer.getBody()).status()).isEqualTo("unhealthy");
    }

    @Test
    void isReadyIfItIsNotThereForTheBrokerAlone() throws Exception {
        assertThat(ready(List.of("command", "acl"), WITHOUT_A_BROKER))
                .isEqualTo("200 healthy {database=healthy, process=healthy}");
        assertThat(ready(List.of("acl"), WITHOUT_A_BROKER))
                .isEqualTo("503 unhealthy {database=healthy, mqtt_broker=unhealthy, process=healthy}");
    }

    @Test
    void isReadyWithStoppedReadersIfItCanRevoke() throws Exception {
        Map<String, HealthIndicator> stopped = Map.of(
                "database",
                () -> Health.up().build(),
                "projections",
                () -> Health.status(ProjectionHealth.STOPPED).build());

        assertThat(ready(List.of("command", "query"), stopped))
                .isEqualTo("200 healthy {database=healthy, process=healthy}");
        assertThat(ready(List.of("query"), stopped))
                .isEqualTo("503 unhealthy {database=healthy, process=healthy, projections=unhealthy}");
        assertThat(controller(List.of("query"), stopped).health().getBody())
                .extracting(HealthController.HealthAnswer::checks)
                .hasToString("{database=healthy, projections=degraded}");
    }

    @Test
    void isReadyWithReadersThatAreLateOrAChangedLedger() throws Exception {
        for (Status status : List.of(new Status("DEGRADED"), Status.DOWN)) {
            assertThat(ready(
                            List.of("query"),
                            Map.of("projections", () -> Health.status(status).build())))
                    .startsWith("200 degraded ");
        }
    }

    @Test
    void isReadyAsLongAsItsCaCanSign() throws Exception {
        assertThat(ready(List.of("crl"), authority(new Status("DEGRADED")))).startsWith("200 degraded ");
        assertThat(ready(List.of("crl"), authority(Status.DOWN)))
                .isEqualTo("503 unhealthy {certificate_authority=unhealthy, process=healthy}");
    }

    private static Map<String, HealthIndicator> authority(Status status) {
        return Map.of("certificate_authority", () -> Health.status(status).build());
    }

    @Test
    void isReadyBetweenItsStartAndItsEnd() throws Exception {
        availability = new ApplicationAvailabilityBean();
        assertThat(ready(List.of("command"), WITHOUT_A_BROKER))
                .isEqualTo("503 unhealthy {database=healthy, process=unhealthy}");

        change(ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(ready(List.of("command"), WITHOUT_A_BROKER)).startsWith("200 healthy ");

        change(ReadinessState.REFUSING_TRAFFIC);
        assertThat(ready(List.of("command"), WITHOUT_A_BROKER)).startsWith("503 unhealthy ");
    }

    private ResponseEntity<HealthController.HealthAnswer> answer(List<String> roles) throws InterruptedException {
        return controller(roles, WITHOUT_A_BROKER).health();
    }

    private String ready(List<String> roles, Map<String, HealthIndicator> indicators) throws InterruptedException {
        var answer = controller(roles, indicators).ready();
        var body = Objects.requireNonNull(answer.getBody());
        return answer.getStatusCode().value() + " " + body.status() + " " + body.checks();
    }

    private void change(ReadinessState state) {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }

    private HealthController controller(List<String> roles, Map<String, HealthIndicator> indicators) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(roles.toArray(String[]::new));
        return new HealthController(
                indicators,
                InstantSource.system(),
                new StaticListableBeanFactory().getBeanProvider(BuildProperties.class),
                availability,
                environment);
    }
}
