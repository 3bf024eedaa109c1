package org.deviceonboarding.command.job.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("Renewals that nobody asked for")
class PreparedRenewalsTest extends PortalTest {
    @Autowired
    private Preparation preparation;

    @Autowired
    private FleetSearch fleet;

    @Test
    void areForActiveDevicesThatCannotRenewThemselves() throws Exception {
        String device = preparation.dueDevice(operator(), newName());
        String suspended = preparation.dueDevice(operator(), newName());
        operator().post("/suspend/" + suspended).is(200);
        String csr = OpenSsl.csr("ec-p256").replace("\n", "\\n");
        String itself = preparation.due(operator(), newName(), "\"csr\": \"" + csr + '"');

        String job = preparation.renewalOf(device);

        assertThat(operator().get("/bulk/" + job).json().path("created_by").asString())
                .isEqualTo("portal");
        assertThat(certificate(device).path("state").asString()).isEqualTo("valid");
        assertThat(certificate(device).path("key_algorithm").asString()).isEqualTo("ec-p256");
        assertThat(certificate(suspended).path("state").asString()).isEqualTo("expiring");
        assertThat(certificate(itself).path("state").asString()).isEqualTo("expiring");
    }

    @Test
    void waitForWhoeverComesFirst() {
        String job = preparation.renewalOf(preparation.dueDevice(operator(), newName()));
        String path = "/bulk/" + job;
        JsonNode waiting = operator().get(path).json();
        assertThat(waiting.path("unclaimed").asBoolean()).isTrue();
        assertThat(waiting.has("credentials_link")).isFalse();
        auditor().post(path + "/claim").isProblem(403, "forbidden");
        Caller first = operator();
        String key = UUID.randomUUID().toString();

        Answer claimed = claim(first, path, key).is(200);

        assertThat(claimed.field("credentials_password")).hasSize(24);
        assertThat(claim(first, path, key).is(200).text()).isEqualTo(claimed.text());
        operator().post(path + "/claim").isProblem(409, "conflict");
        JsonNode shown = operator().get(path).json();
        assertThat(shown.has("unclaimed")).isFalse();
        assertThat(shown.path("credentials_link").asString()).isEqualTo(claimed.field("credentials_link"));
        assertThat(jdbc.sql("select sealed_password is null from bulk_job where id = cast(:id as uuid)")
                        .param("id", job)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(jdbc.sql("""
                        select meta_data from domain_event_entry
                        where payload_type = 'BatchClaimed' and aggregate_identifier = :id
                        """).param("id", "bulk/" + job).query(String.class).single())
                .contains("\"actor\":\"operator-");
        nobody().post(claimed.field("credentials_link").substring(PUBLIC_URL.length()))
                .is(200);
    }

    @Test
    void areBegunOnceADay() {
        Instant day = Preparation.newDay();
        String first = preparation.dueDevice(operator(), newName());
        preparation.on(day);
        preparation.awaitRenewal(first);
        String device = preparation.dueDevice(operator(), newName());

        long before = jobs();
        preparation.on(day);
        assertThat(jobs()).isEqualTo(before);

        preparation.on(day.plus(Duration.ofDays(5_000)));
        preparation.awaitRenewal(device);
    }

    @Test
    void bringNothingBackThatWasRevokedMeanwhile() {
        String device = preparation.dueDevice(operator(), newName());
        String other = preparation.dueDevice(operator(), newName());
        FleetSearch before = new Earlier(fleet.due(1_000));
        operator().post("/revoke/" + device).is(200);

        preparation.on(Preparation.newDay(), before);

        preparation.awaitRenewal(other);
        assertThat(operator().get("/device/" + device).json().path("status").asString())
                .isEqualTo("revoked");
    }

    private long jobs() {
        return jdbc.sql("select count(*) from bulk_job where prepared")
                .query(Long.class)
                .single();
    }

    private static Answer claim(Caller caller, String path, String key) {
        return caller.send("POST", path + "/claim", BodyPublishers.noBody(), "Idempotency-Key", key);
    }

    private JsonNode certificate(String device) {
        return operator().get("/device/" + device).is(200).json().path("certificate");
    }

    /** The fleet as it was. */
    private record Earlier(Map<String, List<Chosen>> due) implements FleetSearch {
        @Override
        public Map<String, List<Chosen>> due(int limit) {
            return due;
        }

        @Override
        public List<Chosen> matching(Map<String, String> filter, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Chosen> named(List<DeviceId> ids) {
            throw new UnsupportedOperationException();
        }
    }
}
