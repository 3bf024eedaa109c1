package org.deviceonboarding.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.ledger.Checkpoint;
import org.deviceonboarding.ledger.ConsistencyProof;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.InclusionProof;
import org.deviceonboarding.ledger.ProofVerdict;
import org.deviceonboarding.ledger.SignedCheckpoint;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("The ledger, to whoever asks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerHttpTest extends AuditTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String ORIGIN = "portal.example/ledger";

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private List<ScrapeSource> scraped;

    private final Random random = new Random(4);
    private final List<TreeHead> heads = new ArrayList<>();
    private VerifierKey verifier;

    @BeforeAll
    void signThreeTimes() throws Exception {
        registered();
        Answer first = auditor().post("/audit/checkpoints").is(200);
        verifier = VerifierKey.parse(first.field("verifier_key"));
        for (int i = 0; i < 3; i++) {
            registered();
            JsonNode signed = auditor().post("/audit/checkpoints").is(200).json();
            heads.add(open(signed.path("note").asString()));
            assertThat(signed.path("origin").asString()).isEqualTo(ORIGIN);
            assertThat(signed.path("size").asLong()).isEqualTo(heads.getLast().size());
            assertThat(signed.path("root").asString())
                    .isEqualTo(heads.getLast().root().base64());
            assertThat(signed.path("position").asLong()).isPositive();
        }
        assertThat(heads).doesNotHaveDuplicates();
    }

    @Test
    void signsWhatTheLogHasNow() {
        registered();
        long head = stored.head();

        JsonNode signed = auditor().post("/audit/checkpoints").is(200).json();

        assertThat(signed.path("position").asLong()).isGreaterThanOrEqualTo(head);
        assertThat(signed.path("size").asLong()).isGreaterThan(heads.getLast().size());
    }

    @Test
    void signsForAuditorsAndAdminsOnly() {
        nobody().post("/audit/checkpoints").isProblem(401, "unauthorized");
        operator().post("/audit/checkpoints").isProblem(403, "forbidden");
        admin().post("/audit/checkpoints").is(200);
        auditor().post("/audit/checkpoints?x=y").isInvalid("x");
    }

    @Test
    void showsTheNewestCheckpointAsItWasSigned() throws Exception {
        Answer note = nobody().get("/audit/checkpoint").is(200);
        assertThat(note.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(open(note.text()).size())
                .isGreaterThanOrEqualTo(heads.getLast().size());
        assertThat(nobody().get("/audit/checkpoint", "Accept", "text/html, */*")
                        .is(200)
                        .text())
                .startsWith(ORIGIN + "\n");

        Answer json =
                nobody().get("/audit/checkpoint", "Accept", "application/json").is(200);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.json().propertyNames())
                .containsExactlyInAnyOrder("origin", "size", "root", "position", "signed_at", "note", "verifier_key");
        assertThat(json.field("verifier_key")).isEqualTo(verifier.toString());
        assertThat(Instant.parse(json.field("signed_at"))).isNotNull();
        nobody().get("/audit/checkpoint?size=1").isInvalid("size");
    }

    @Test
    void keepsAllCheckpoints() throws Exception {
        List<Long> sizes = new ArrayList<>();
        String path = "/audit/checkpoints?limit=2";
        JsonNode page = nobody().get(path).is(200).json();
        while (true) {
            assertThat(page.path("items").size()).isBetween(1, 2);
            for (JsonNode item : page.path("items")) {
                assertThat(item.propertyNames())
                        .containsExactlyInAnyOrder("size", "root", "position", "signed_at", "note");
                TreeHead head = open(item.path("note").asString());
                assertThat(head.size()).isEqualTo(item.path("size").asLong());
                sizes.add(head.size());
            }
            if (page.path("next_cursor").isNull()) {
                break;
            }
            page = nobody().get(path + "&after=" + page.path("next_cursor").asLong())
                    .is(200)
                    .json();
        }

        assertThat(sizes).isSorted().doesNotHaveDuplicates();
        assertThat(sizes).containsAll(heads.stream().map(TreeHead::size).toList());
        nobody().get("/audit/checkpoints?limit=0&after=x&cursor=1").isInvalid("limit", "after", "cursor");
    }

    @Test
    void provesEachEntry() {
        TreeHead head = heads.getLast();
        List<Long> positions = logged();
        for (int i = 0; i < 20; i++) {
            int index = random.nextInt((int) head.size());
            JsonNode proof = nobody().get(
                            "/audit/proof/inclusion?position=" + positions.get(index) + "&size=" + head.size())
                    .is(200)
                    .json();
            assertThat(proof.propertyNames()).containsExactlyInAnyOrder("position", "index", "size", "leaf", "path");
            assertThat(proof.path("index").asInt()).isEqualTo(index);
            Hash leaf = stored.page(positions.get(index) - 1, positions.get(index))
                    .getFirst()
                    .leaf();
            assertThat(proof.path("leaf").asString()).isEqualTo(leaf.base64());
            assertThat(new InclusionProof(index, hashes(proof)).check(leaf, head))
                    .isEqualTo(ProofVerdict.HOLDS);
        }
    }

    @Test
    void provesAnEntryInTheNewestCheckpointUnlessToldAnother() throws Exception {
        JsonNode proof = nobody().get("/audit/proof/inclusion?position=" + logged().getFirst())
                .is(200)
                .json();
        long size = proof.path("size").asLong();
        assertThat(size).isGreaterThanOrEqualTo(heads.getLast().size());
        JsonNode page = nobody().get("/audit/checkpoints?limit=1&after=" + (size - 1))
                .is(200)
                .json();
        TreeHead head = open(page.path("items").path(0).path("note").asString());
        assertThat(head.size()).isEqualTo(size);
        Hash leaf = Hash.of(Base64.getDecoder().decode(proof.path("leaf").asString()));
        assertThat(new InclusionProof(0, hashes(proof)).check(leaf, head)).isEqualTo(ProofVerdict.HOLDS);
    }

    @Test
    void provesEachCheckpointTheBeginningOfEachLaterOne() {
        for (TreeHead older : heads) {
            for (TreeHead newer : heads.subList(heads.indexOf(older), heads.size())) {
                JsonNode proof = nobody().get("/audit/proof/consistency?from=" + older.size() + "&to=" + newer.size())
                        .is(200)
                        .json();
                assertThat(proof.propertyNames()).containsExactlyInAnyOrder("from", "to", "path");
                assertThat(new ConsistencyProof(hashes(proof)).check(older, newer))
                        .isEqualTo(ProofVerdict.HOLDS);
            }
        }
        JsonNode open = nobody().get("/audit/proof/consistency?from=1").is(200).json();
        assertThat(open.path("to").asLong())
                .isGreaterThanOrEqualTo(heads.getLast().size());
    }

    @Test
    void provesNothingThatIsNot() {
        long head = stored.head();
        String far = Long.toString(head + 1_000_000);
        nobody().get("/audit/proof/inclusion?position=" + far).isProblem(404, "not_found");
        nobody().get("/audit/proof/inclusion?position=0").isProblem(404, "not_found");
        nobody().get("/audit/proof/inclusion").isInvalid("position");
        nobody().get("/audit/proof/inclusion?position=x&size=0&y=1").isInvalid("position", "size", "y");
        nobody().get("/audit/proof/inclusion?position=1&size=" + far).isInvalid("size");
        nobody().get("/audit/proof/inclusion?position=" + logged().get(5) + "&size=5")
                .isInvalid("size");
        nobody().get("/audit/proof/consistency").isInvalid("from");
        nobody().get("/audit/proof/consistency?from=0&to=-1").isInvalid("from", "to");
        nobody().get("/audit/proof/consistency?from=3&to=2").isInvalid("from");
        nobody().get("/audit/proof/consistency?from=1&to=" + far).isInvalid("to");
        nobody().get("/audit/proof/else?from=1").isProblem(404, "not_found");
    }

    @Test
    void signsNoMoreOnceSomethingWasChanged() {
        try {
            jdbc.sql("update ledger_state set tampering = 'Leaf 1 is another'").update();
            await().atMost(GENEROUS).until(() -> gauge("ledger.inconsistent") == 1);
            auditor().post("/audit/checkpoints").isProblem(409, "conflict");
            nobody().get("/audit/checkpoint").is(200);
        } finally {
            jdbc.sql("update ledger_state set tampering = null").update();
        }
        await().atMost(GENEROUS).until(() -> gauge("ledger.inconsistent") == 0);
        auditor().post("/audit/checkpoints").is(200);
    }

    @Test
    void isMeasured() {
        await().atMost(GENEROUS).untilAsserted(() -> {
            scraped.forEach(ScrapeSource::look);
            assertThat(gauge("ledger.size")).isPositive();
            assertThat(gauge("ledger.lag")).isZero();
            assertThat(gauge("ledger.checkpoint.size")).isPositive();
            assertThat(gauge("ledger.checkpoint.age.seconds")).isNotNegative();
            assertThat(gauge("ledger.inconsistent")).isZero();
            assertThat(gauge("projection.position", "projection", "ledger")).isPositive();
        });
    }

    private double gauge(String name, String... tags) {
        return metrics.get(name).tags(tags).gauge().value();
    }

    private TreeHead open(String note) throws Exception {
        Checkpoint checkpoint =
                SignedCheckpoint.open(note.getBytes(UTF_8), verifier, Set.of()).checkpoint();
        assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
        return checkpoint.head();
    }

    private static List<Hash> hashes(JsonNode proof) {
        return proof.path("path")
                .valueStream()
                .map(hash -> Hash.of(Base64.getDecoder().decode(hash.asString())))
                .toList();
    }
}
