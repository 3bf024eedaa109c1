package org.deviceonboarding.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

@DisplayName("As of a moment, the CRL")
class CrlAsOfTest extends CrlProjectorTest {
    private static final String PATH = "/audit/state/crl";
    private static final String DER = "application/pkix-crl";

    private final GivenDevice device = GivenDevice.until(Instant.now().plus(Duration.ofDays(30)));
    private Caller auditor;

    @Autowired
    private StoredLog stored;

    @BeforeEach
    void logIn() {
        auditor = auditor();
        await().atMost(Duration.ofSeconds(60)).until(() -> nobody().get("/crl").status() == 200);
    }

    @Test
    void hasTheEntriesAndTheNumberOfThen() throws Exception {
        String serial = device.serial().shown();
        long good = published(device.registered(newName(), "pump"), device.issued());
        long held = published(device.suspended());
        long freed = published(device.resumed());
        long revoked = published(device.revoked(RevocationReason.KEY_COMPROMISE));

        assertThat(reason(at(good), serial)).isEqualTo(-1);
        assertThat(reason(at(held), serial)).isEqualTo(6);
        assertThat(reason(at(freed), serial)).isEqualTo(-1);
        assertThat(reason(at(revoked), serial)).isEqualTo(1);
        long before = good;
        for (long position : new long[] {held, freed, revoked}) {
            JsonNode then = at(position);
            assertThat(then.path("position").asLong()).isEqualTo(position);
            assertThat(then.path("crl").path("position").asLong()).isBetween(before + 1, position);
            before = position;
            assertThat(then.path("crl").propertyNames())
                    .containsExactly("number", "position", "signed_at", "next_update", "sha256");
            byte[] der = auditor.get(PATH + "?position=" + position, "Accept", DER)
                    .is(200)
                    .body();
            assertThat(Sha256.of(der).hex())
                    .isEqualTo(then.path("crl").path("sha256").asString());
            assertThat(listed(der)).isEqualTo(entries(then));
            assertThat(auditor.get("/audit/crls/" + then.path("crl").path("number"))
                            .is(200)
                            .body())
                    .isEqualTo(der);
            JsonNode byTime = auditor.get(
                            PATH + "?at=" + then.path("crl").path("signed_at").asString())
                    .is(200)
                    .json();
            assertThat(byTime.path("crl")).isEqualTo(then.path("crl"));
        }
        assertThat(at(held - 1).path("crl").path("number").bigIntegerValue())
                .isLessThan(at(held).path("crl").path("number").bigIntegerValue());
    }

    @Test
    void isTheOneThatIsServedNow() {
        published(device.registered(newName(), "pump"), device.issued());

        JsonNode now = auditor.get(PATH).is(200).json();

        assertThat(now.path("crl").path("sha256").asString())
                .isEqualTo(Sha256.of(nobody().get("/crl").is(200).body()).hex());
        assertThat(now.path("position").asLong()).isEqualTo(stored.head());
    }

    @Test
    void isNoneBeforeTheFirst() {
        Answer then = auditor.get(PATH + "?at=2020-01-01T00:00:00Z").is(200);

        assertThat(then.text()).isEqualTo("{\"position\":0,\"entries\":[]}");
        assertThat(then.header("X-Log-Position")).isEqualTo("0");
        auditor.get(PATH + "?at=2020-01-01T00:00:00Z", "Accept", DER).isProblem(404, "not_found");
    }

    @Test
    void isRememberedForGoodButNotKeptForGood() {
        published(device.registered(newName(), "pump"), device.issued());
        for (int n = 0; n < HISTORY / 2 + 2; n++) {
            published(device.suspended());
            published(device.resumed());
        }
        List<JsonNode> all = all();

        assertThat(all)
                .extracting(crl -> crl.path("number").bigIntegerValue())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(all.size()).isGreaterThan(HISTORY);
        assertThat(all.reversed().subList(0, HISTORY))
                .allMatch(crl -> crl.path("stored").asBoolean());
        assertThat(all.reversed().subList(HISTORY, all.size()))
                .noneMatch(crl -> crl.path("stored").asBoolean());
        JsonNode forgotten = all.reversed().get(HISTORY);
        assertThat(forgotten.propertyNames())
                .containsExactly("number", "position", "signed_at", "next_update", "sha256", "stored");
        auditor.get("/audit/crls/" + forgotten.path("number")).isProblem(410, "gone");
        auditor.get(PATH + "?position=" + forgotten.path("position"), "Accept", DER)
                .isProblem(410, "gone");
        assertThat(at(forgotten.path("position").asLong()).path("crl").path("number"))
                .isEqualTo(forgotten.path("number"));
    }

    @Test
    void survivesTheMigrationOfAnOlderTable() throws Exception {
        published(device.registered(newName(), "pump"), device.issued(), device.revoked(RevocationReason.UNSPECIFIED));
        jdbc.sql("delete from crl where der is null").update();
        jdbc.sql("alter table crl alter column der set not null").update();
        List<JsonNode> before = all();

        jdbc.sql(new ClassPathResource("db/migration/V27__crl.sql").getContentAsString(StandardCharsets.UTF_8))
                .update();

        assertThat(all()).isEqualTo(before).isNotEmpty();
        assertThat(jdbc.sql("select is_nullable from information_schema.columns"
                                + " where table_name = 'crl' and column_name = 'der'")
                        .query(String.class)
                        .single())
                .isEqualTo("YES");
    }

    @Test
    void isForAuditors() {
        for (String path : List.of(PATH, "/audit/crls", "/audit/crls/1")) {
            nobody().get(path).isProblem(401, "unauthorized");
            operator().get(path).isProblem(403, "forbidden");
        }
        admin().get(PATH).is(200);
        admin().get("/audit/crls").is(200);
    }

    @Test
    void isOfAMomentThatWas() {
        auditor.get(PATH + "?at=" + Instant.now().plusSeconds(60)).isInvalid("at");
        auditor.get(PATH + "?position=" + (stored.head() + 1_000_000)).isProblem(503, "not_caught_up");
        auditor.get(PATH + "?position=" + (stored.head() + 1_000_000), "Accept", DER)
                .isProblem(503, "not_caught_up");
    }

    @Test
    void namesWhatItDoesNotTake() {
        auditor.get(PATH + "?at=2020-01-01T00:00:00Z&position=1&colour=red").isInvalid("position", "colour");
        auditor.get(PATH + "?at=now&position=x", "Accept", DER).isInvalid("at", "position");
        auditor.get(PATH + "?position=1&position=2").isInvalid("position");
        auditor.get("/audit/crls?after=-1&limit=501&cursor=x").isInvalid("after", "limit", "cursor");
        auditor.get("/audit/crls?after=1&limit=0").isInvalid("limit");
        auditor.get("/audit/crls/0").isProblem(404, "not_found");
        auditor.get("/audit/crls/latest").isProblem(404, "not_found");
        auditor.get("/audit/crls/" + "9".repeat(49)).isProblem(404, "not_found");
    }

    private JsonNode at(long position) {
        Answer answer = auditor.get(PATH + "?position=" + position).is(200);
        assertThat(answer.header("X-Log-Position")).isEqualTo(Long.toString(position));
        return answer.json();
    }

    /** All that were published, by pages of seven. */
    private List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        JsonNode after = null;
        do {
            JsonNode page = auditor.get("/audit/crls?limit=7" + (after == null ? "" : "&after=" + after))
                    .is(200)
                    .json();
            page.path("items").forEach(all::add);
            after = page.path("next_cursor");
        } while (!after.isNull());
        return all;
    }

    /**
     * Waits until the events are on a CRL, so that the next ones get another one.
     *
     * @return the position of the last event
     */
    private long published(OnboardingEvent... events) {
        given().happened(Instant.now(), events);
        long position = stored.head();
        await().until(() -> nobody().get("/crl?min_position=" + position).status() == 200);
        return position;
    }

    private static int reason(JsonNode then, String serial) {
        return then.path("entries")
                .valueStream()
                .filter(entry -> entry.path("serial").asString().equals(serial))
                .mapToInt(entry -> entry.path("reason_code").asInt())
                .findFirst()
                .orElse(-1);
    }

    /** What the log says should be listed; no certificate of these tests has expired. */
    private static Map<BigInteger, Instant> entries(JsonNode then) {
        return then.path("entries")
                .valueStream()
                .collect(Collectors.toMap(
                        entry -> new BigInteger(entry.path("serial").asString(), 16),
                        entry -> Instant.parse(entry.path("revoked_at").asString())
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }

    private static Map<BigInteger, Instant> listed(byte[] der) throws Exception {
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        return Objects.requireNonNullElse(crl.getRevokedCertificates(), List.<X509CRLEntry>of()).stream()
                .collect(Collectors.toMap(
                        X509CRLEntry::getSerialNumber,
                        entry -> entry.getRevocationDate().toInstant()));
    }
}
