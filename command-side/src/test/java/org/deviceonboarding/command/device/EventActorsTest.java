package org.deviceonboarding.command.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The events of a device say")
class EventActorsTest extends CommandTest {
    @Test
    void whoRegisteredItAndThatNobodyWeKnowUsedItsLink() {
        Caller operator = operator();
        Answer registered = operator.register(newName());
        nobody().post(CredentialsZip.path(registered)).is(200);

        List<JsonNode> events = metadata(registered.field("device_id"));

        assertThat(events.subList(0, 3)).hasSize(3).allSatisfy(event -> {
            assertThat(event.path("actor").asString())
                    .isEqualTo("operator-" + String.valueOf(operator.key()).substring(0, 8));
            assertThat(event.path("auth").asString()).isEqualTo("api_key");
            assertThat(event.path("correlation_id").asString()).isEqualTo(registered.header("X-Request-Id"));
            assertThat(event.toString()).doesNotContain(String.valueOf(operator.key()));
        });
        assertThat(events.getLast().path("actor").asString()).isEqualTo("anonymous");
        assertThat(events.getLast().path("auth").asString()).isEqualTo("credentials_link");
    }

    @Test
    void thatThePortalDidItByItself() {
        String id = operator().register(newName()).field("device_id");
        jdbc.sql("update credential_bundle set expires_at = now() where device_id = :id")
                .param("id", id)
                .update();

        await().atMost(Duration.ofSeconds(60)).until(() -> metadata(id).size() == 4);

        assertThat(metadata(id).getLast().path("actor").asString()).isEqualTo("portal");
        assertThat(metadata(id).getLast().path("auth").asString()).isEqualTo("internal");
    }

    private List<JsonNode> metadata(String id) {
        return jdbc
                .sql(
                        "select meta_data from domain_event_entry where aggregate_identifier = :id order by sequence_number")
                .param("id", id)
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
