package org.deviceonboarding.portal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("A process whose broker does not answer")
class HealthControllerTest {
    @Test
    void staysInTheLoadBalancerIfItRevokes() throws Exception {
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

    private static ResponseEntity<HealthController.HealthAnswer> answer(List<String> roles)
            throws InterruptedException {
        Map<String, HealthIndicator> indicators = Map.of(
                "database",
                () -> Health.up().build(),
                "mqtt_broker",
                () -> Health.down().build());
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(roles.toArray(String[]::new));
        return new HealthController(
                        indicators,
                        InstantSource.system(),
                        new StaticListableBeanFactory().getBeanProvider(BuildProperties.class),
                        environment)
                .health();
    }
}
