package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A portal beside a process of an older version")
class OlderProcessTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final String SUSPENDED = "select count(*) from event_kind where name = 'DeviceSuspended'";

    @AfterEach
    void endTheOther() {
        jdbc.sql("delete from running_process where version = '0.9'").update();
        jdbc.sql("insert into event_kind values ('DeviceSuspended', '1') on conflict do nothing")
                .update();
    }

    @Test
    void appendsNothingThatTheOtherDoesNotKnowUntilThatIsGone() {
        Caller operator = operator();
        String id = operator.register(newName()).field("device_id");
        addTheOther();
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(operator.get("/health")
                                .json()
                                .path("details")
                                .path("database")
                                .path("other_versions")
                                .path(0)
                                .asString())
                        .isEqualTo("0.9"));

        Answer refused = operator.post("/suspend/" + id).is(503);
        assertThat(refused.field("error")).isEqualTo("older_process");
        assertThat(refused.field("detail"))
                .isEqualTo(
                        "The process 7@old-host (query, version 0.9) does not know the event DeviceSuspended of revision 1:"
                                + " upgrade or stop it, then repeat the change");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(operator.get("/device/" + id).field("status")).isEqualTo("active");
        operator.register(newName()).is(201);
        nobody().get("/health/ready").is(200);

        jdbc.sql("update running_process set live_until = clock_timestamp() where version = '0.9'")
                .update();
        await().atMost(GENEROUS)
                .untilAsserted(() -> operator.post("/suspend/" + id).is(200));
        assertThat(jdbc.sql(SUSPENDED).query(Long.class).single()).isOne();
    }

    private void addTheOther() {
        jdbc.sql("delete from event_kind where name = 'DeviceSuspended'").update();
        jdbc.sql("""
            insert into running_process (name, roles, version, kinds, live_until)
            select '7@old-host', 'query', '0.9', array_remove(kinds, 'DeviceSuspended 1'), clock_timestamp() + interval '1 hour'
            from running_process limit 1
            """).update();
    }
}
