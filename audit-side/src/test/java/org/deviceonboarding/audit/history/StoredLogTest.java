package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The log as it is stored")
class StoredLogTest extends AuditTest {
    @Test
    void hasEachTextAsItIsAndTheLeafThatItMakes() {
        long before = stored.head();
        String id = registered().id().value();
        long position = auditor()
                .post("/audit/checkpoints")
                .is(200)
                .json()
                .path("position")
                .asLong();

        List<LogLine> lines = lines("after=" + before + "&until=" + position).stream()
                .filter(line ->
                        Objects.requireNonNull(line.entry()).aggregateId().equals(id))
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines).allSatisfy(line -> {
            assertThat(Objects.requireNonNull(line.entry()).leaf()).isEqualTo(line.leaf());
            assertThat(line.entry().payload()).isEqualTo(stored("payload", line.position()));
            assertThat(line.entry().metadata()).isEqualTo(stored("meta_data", line.position()));
        });
    }

    @Test
    void isCutByPositionAndCount() {
        long before = stored.head();
        registered();

        List<LogLine> first = lines("after=" + before + "&limit=2");
        List<LogLine> rest = lines("after=" + first.getLast().position() + "&until="
                + (first.getLast().position() + 1));

        assertThat(first).hasSize(2).extracting(LogLine::position).isSorted();
        assertThat(rest).hasSizeLessThan(2);
        assertThat(lines("after=" + Long.MAX_VALUE / 10)).isEmpty();
    }

    @Test
    void isForAuditors() {
        nobody().get("/audit/log").isProblem(401, "unauthorized");
        operator().get("/audit/log").isProblem(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({"after=x, after", "until=-1, until", "limit=0, limit", "position=1, position", "after=1&after=2, after"
    })
    void takesNoOtherParameters(String query, String field) {
        auditor().get("/audit/log?" + query).isInvalid(field);
    }

    private String stored(String column, long position) {
        return jdbc.sql("select " + column + " from domain_event_entry where global_index = :position")
                .param("position", position)
                .query(String.class)
                .single();
    }

    private List<LogLine> lines(String query) {
        Answer answer = auditor().get("/audit/log?" + query).is(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        return answer.text().lines().map(LogLine::parse).toList();
    }
}
