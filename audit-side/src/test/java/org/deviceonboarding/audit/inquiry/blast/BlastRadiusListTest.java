package org.deviceonboarding.audit.inquiry.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The list of a blast radius")
class BlastRadiusListTest extends SuspectTest {
    private final Actor mallory = somebody("mallory");
    private final String suspect = "/audit/blast-radius?actor=" + nameOf(mallory) + WHENEVER;

    @Test
    void isOfOneMomentOnAllItsPages() {
        List<PastDevice> devices =
                Stream.generate(() -> waiting(given().by(mallory))).limit(3).toList();
        List<String> known = devices.stream().map(PastDevice::id).toList();
        JsonNode first = auditor().get(suspect + "&limit=2").is(200).json();
        waiting(given().by(mallory));
        happened(devices.getLast().device().revoked(RevocationReason.UNSPECIFIED));

        JsonNode second = auditor()
                .get(suspect + "&limit=2&cursor=" + first.path("next_cursor").asString())
                .is(200)
                .json();

        assertThat(ids(first)).isEqualTo(known.subList(0, 2));
        assertThat(ids(second)).isEqualTo(known.subList(2, 3));
        assertThat(second.path("position")).isEqualTo(first.path("position"));
        assertThat(second.path("as_of")).isEqualTo(first.path("as_of"));
        assertThat(second.path("summary").isNull()).isTrue();
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(second.path("devices").path(0).path("already_revoked").asBoolean())
                .as("revoked only after the report's position")
                .isFalse();
        assertThat(auditor()
                        .get(suspect)
                        .is(200)
                        .json()
                        .path("summary")
                        .path("devices")
                        .asLong())
                .isEqualTo(4);
    }

    @Test
    void isOneForARevocationInStages() {
        PastDevice live = waiting(given().by(mallory));
        PastDevice revoked = waiting(given().by(mallory));
        given().happened(Instant.now(), revoked.device().revoked(RevocationReason.UNSPECIFIED));

        long before = stored.head();
        Answer csv = auditor().get(suspect, "Accept", "text/csv").is(200);
        Answer ndjson = auditor().get(suspect, "Accept", "application/x-ndjson").is(200);

        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"blast-radius.csv\"");
        assertThat(Long.parseLong(csv.header("X-Log-Position"))).isBetween(before, stored.head());
        List<String> lines = csv.text().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("device_id,name,type,status,reasons,serials,live_serials,already_revoked,downloads,"
                        + "first_position,by");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(live.id() + ",").contains(",false,0,");
        assertThat(lines.get(2))
                .startsWith(revoked.id() + ",")
                .contains(",revoked,registered certificate_issued credentials_packaged,%s,,true,0,"
                        .formatted(revoked.device().serial().shown()));
        assertThat(ndjson.text().lines().map(line -> JsonMapper.shared().readTree(line)))
                .isEqualTo(auditor()
                        .get(suspect)
                        .is(200)
                        .json()
                        .path("devices")
                        .valueStream()
                        .toList());
    }
}
