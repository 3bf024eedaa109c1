package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The history, as a file,")
class HistoryExportTest extends HistoryTest {
    @Test
    void hasAHundredEventsToAPageUnlessMoreAreWanted() {
        refused(somebody("many"), LONG_AGO, 1_100);

        assertThat(types(events(""))).hasSize(100);
        assertThat(types(events("limit=1000"))).hasSize(1_000);
        assertThat(lines(export(NDJSON, "limit=7"))).hasSize(7);
        assertThat(lines(export(CSV, "limit=1050"))).hasSize(1_051);
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson, application/x-ndjson, ndjson", "text/csv, text/csv;charset=UTF-8, csv"})
    void isExportedAsAWhole(String accept, String type, String file) {
        refused(somebody("all"), LONG_AGO, 2_500); // more than two pages
        List<Long> before = logged();

        Answer answer = auditor().get("/audit/events", "Accept", accept).is(200);

        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"events." + file + "\"");
        List<Long> exported = positions(answer.text(), accept);
        assertThat(exported).startsWith(before.toArray(Long[]::new)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isExportedAsItIsListed() {
        GivenDevice device = registered();
        happened(device.suspended());
        String id = device.id().value();
        JsonNode listed = events("device_id=" + id).path("items");

        List<String> exported = lines(export(NDJSON, "device_id=" + id));

        assertThat(exported).hasSize(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            assertThat(exported.get(i)).isEqualTo(listed.path(i).toString());
        }
    }

    @Test
    void isNoFormulaForASpreadsheet() {
        Actor trickster = somebody("trickster")
                .with(Fact.USER_AGENT, "=cmd|' /C calc'!A0")
                .with(Fact.CORRELATION_ID, "-2.3.cmd");
        String id = registered("pump", given().by(trickster)).id().value();

        List<String> lines = lines(export(CSV, "device_id=" + id));

        assertThat(lines.getFirst())
                .isEqualTo("position,time,type,revision,event_id,aggregate_id,sequence,actor,auth,address,"
                        + "correlation_id,user_agent,payload");
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).doesNotContainPattern("(^|,)\"?[=+\\-@]"));
        assertThat(lines.subList(1, 3))
                .allSatisfy(line -> assertThat(line).contains(",'-2.3.cmd,").contains(",'=cmd|' /C calc'!A0,"));
    }
}
