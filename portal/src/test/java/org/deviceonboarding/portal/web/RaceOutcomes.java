package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What was answered in races, and what each device is to be by then. */
final class RaceOutcomes {
    private static final Duration GENEROUS = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Caller admin;
    private final Map<String, DeviceStatus> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    RaceOutcomes(JdbcClient jdbc, Caller admin) {
        this.jdbc = jdbc;
        this.admin = admin;
    }

    Map<String, DeviceStatus> expected() {
        return expected;
    }

    Map<Integer, Integer> answers() {
        return answers;
    }

    void count(Answer answer, Integer... right) {
        assertThat(answer.status()).as(answer.text()).isIn((Object[]) right);
        answers.merge(answer.status(), 1, Integer::sum);
    }

    void countRows(String job) {
        over(job);
        admin.get(job + "/results").is(200).text().lines().skip(1).forEach(line -> {
            String[] cells = line.strip().split(",", -1);
            boolean done = List.of("registered", "renewed").contains(cells[4]);
            answers.merge(done ? 201 : 409, 1, Integer::sum);
            assertThat(cells[5]).isIn("", "conflict", "key_revoked");
            if (done && job.startsWith("/imports")) {
                expected.putIfAbsent(cells[2], DeviceStatus.ACTIVE);
            }
        });
    }

    JsonNode over(String job) {
        await().atMost(GENEROUS)
                .until(() -> List.of("completed", "cancelled")
                        .contains(admin.get(job).is(200).field("status")));
        return admin.get(job).json();
    }

    /** Neither what its holder asked for by it, nor what was done in their name. */
    void givesNothingAfter(Answer revoked, RaceFleet.Holder holder) {
        assertThat(jdbc.sql("""
                        select count(*) from domain_event_entry where meta_data::jsonb ->> 'actor' = :name and global_index > :position
                            and payload_type not in ('CommandRefused', 'ImportFinished', 'BulkFinished')
                        """)
                        .param("name", holder.name())
                        .param(
                                "position",
                                revoked.is(200).json().path("position").asLong())
                        .query(Long.class)
                        .single())
                .as("events in the name of %s after its revocation", holder.name())
                .isZero();
    }
}
