package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A random history of 1,000 commands, half of it for each way to write an ACL, and what the broker had meanwhile. */
@DisplayName("As of any release")
class AsOfIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int COMMANDS = 1_000;
    private static final int CLIENTS = 4;
    private static final int FEW = 5; // releases that are seen surely, for each way; the receipts tell of many more

    private static final Map<String, String> SETTINGS =
            Map.of("ASOF_SNAPSHOT_EVENTS", "300", "PORTAL_AS_OF_CHECK_INTERVAL", "1s");

    @TempDir
    private static Path directory;

    private static final Map<String, Map<Long, String>> kept = new HashMap<>();
    private static Installation portal;
    private static PortalApi api;

    @BeforeAll
    static void letHistoryHappen() throws Exception {
        portal = Installation.start(directory, with("explicit"));
        api = portal.api();
        long seed = new Random().nextLong();
        System.out.println("The history's seed is " + seed);
        kept.put("explicit", history("explicit", new Random(seed)));
        portal.stop();
        portal.startAgain(with("pattern"));
        kept.put("pattern", history("pattern", new Random(~seed)));
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        portal.end();
    }

    private static Map<String, String> with(String strategy) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("BROKER_ACL_STRATEGY", strategy);
        return settings;
    }

    @Test
    void theAclIsByteForByteWhatTheBrokerHad() throws Exception {
        for (Map.Entry<String, Map<Long, String>> way : kept.entrySet()) {
            assertThat(way.getValue()).as(way.getKey()).hasSizeGreaterThanOrEqualTo(FEW);
            for (Map.Entry<Long, String> release : way.getValue().entrySet()) {
                assertThat(acl(way.getKey(), release.getKey()))
                        .as("%s at %d", way.getKey(), release.getKey())
                        .isEqualTo(release.getValue());
            }
        }
        assertThat(portal.query("select count(*) from fold_snapshot").getFirst())
                .isNotEqualTo("0");
    }

    @Test
    void theAclIsTheOneOfTheReceipts() throws Exception {
        List<JsonNode> receipts = receipts();
        assertThat(receipts)
                .extracting(receipt -> receipt.path("strategy").asString())
                .contains("explicit", "pattern");
        for (JsonNode receipt : receipts) {
            String acl = acl(
                    receipt.path("strategy").asString(),
                    receipt.path("position").asLong());
            assertThat(Sha256.of(acl.getBytes(UTF_8)).hex())
                    .as("%s", receipt)
                    .isEqualTo(receipt.path("acl_sha256").asString());
        }
        assertThat(text(api.get("/audit/state/acl?broker=mosquitto")))
                .isEqualTo(Files.readString(portal.broker().resolve("mosquitto.acl")));
    }

    @Test
    void theCrlIsTheOneOfTheReceiptsAndListsWhatTheLogSays() throws Exception {
        Set<BigInteger> numbers = receipts().stream()
                .map(receipt -> receipt.path("crl_number").bigIntegerValue())
                .collect(Collectors.toSet());
        Map<BigInteger, JsonNode> published = new HashMap<>();
        JsonNode page = api.get("/audit/crls?limit=500").json();
        while (true) {
            page.path("items").forEach(crl -> published.put(crl.path("number").bigIntegerValue(), crl));
            if (page.path("next_cursor").isNull()) {
                break;
            }
            page = api.get("/audit/crls?limit=500&after=" + page.path("next_cursor"))
                    .json();
        }
        assertThat(published.keySet()).containsAll(numbers);
        Map<BigInteger, String> digests = receipts().stream()
                .collect(Collectors.toMap(
                        receipt -> receipt.path("crl_number").bigIntegerValue(),
                        receipt -> receipt.path("crl_sha256").asString(),
                        (one, _) -> one));
        for (BigInteger number : numbers) {
            PortalApi.Answer der = api.get("/audit/crls/" + number);
            assertThat(der.status()).isEqualTo(200);
            assertThat(Sha256.of(Pem.crl(der.body()).getBytes(UTF_8)).hex()).isEqualTo(digests.get(number));
            long position = published.get(number).path("position").asLong();
            JsonNode then = api.get("/audit/state/crl?position=" + position).json();
            // One that was signed again since, or of the same moment, may have followed at the same position.
            assertThat(then.path("crl").path("number").bigIntegerValue()).isGreaterThanOrEqualTo(number);
            assertThat(then.path("crl").path("position").asLong()).isEqualTo(position);
            assertThat(listed(der.body())).as("CRL %s", number).isEqualTo(entries(then));
        }
    }

    /** @return the files that were seen meanwhile, the last one surely */
    private static Map<Long, String> history(String way, Random random) throws Exception {
        try (Releases releases = Releases.in(portal.broker());
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> lives = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Life life = new Life(way + "-" + client, new Random(random.nextLong()));
                lives.add(clients.submit(() -> life.run(COMMANDS / 2 / CLIENTS)));
            }
            for (Future<?> life : lives) {
                life.get();
            }
            // Something that changes both kinds of files, so that either kind goes on from there.
            long last = api.put("/acl-templates/last-" + way, "{\"rules\": []}")
                    .json()
                    .path("position")
                    .asLong();
            await().atMost(SOON).until(() -> releases.kept().containsKey(last));
            await().atMost(SOON)
                    .until(() -> receipts().stream()
                            .anyMatch(receipt -> receipt.path("position").asLong() == last));
            return releases.kept();
        }
    }

    /** What one operator does. */
    private record Life(String name, Random random, List<String> devices) {
        private static final List<String> TYPES = List.of("pump", "fan", "valve");
        private static final List<String> RULES = List.of(
                "{\"topic\": \"devices/{device_id}/#\", \"access\": \"readwrite\"}",
                "{\"topic\": \"devices/{device_id}/data\", \"access\": \"write\"}",
                "{\"topic\": \"news/#\", \"access\": \"read\"}",
                "{\"topic\": \"devices/{device_id}/secret\", \"access\": \"deny\"}");

        Life(String name, Random random) {
            this(name, random, new ArrayList<>());
        }

        Void run(int commands) throws Exception {
            for (int n = 0; n < commands; n++) {
                PortalApi.Answer answer = next(n);
                // 409: the device is in a state where that cannot be done.
                assertThat(answer.status()).as("%s: %s", name, answer).isIn(200, 201, 409);
            }
            return null;
        }

        private PortalApi.Answer next(int n) throws Exception {
            int choice = devices.isEmpty() ? 0 : random.nextInt(100);
            if (choice < 40) {
                PortalApi.Answer answer = api.post("/register", """
                        {"name": "d-%s-%d", "type": "%s", "key_algorithm": "ec-p256"}
                        """.formatted(name, n, one(TYPES)));
                devices.add(answer.text("device_id"));
                return answer;
            }
            if (choice < 52) {
                String way = random.nextBoolean() ? "/renew/" : "/reissue/";
                return api.post(way + one(devices), """
                        {"key_algorithm": "ec-p256", "revoke_previous": %s}
                        """.formatted(random.nextBoolean()));
            }
            if (choice < 55) {
                List<String> rules =
                        RULES.stream().filter(_ -> random.nextInt(3) > 0).toList();
                return api.put("/acl-templates/" + one(TYPES), "{\"rules\": " + rules + "}");
            }
            String path =
                    choice < 65 ? "/revoke/" : choice < 80 ? "/suspend/" : choice < 95 ? "/resume/" : "/decommission/";
            return api.post(path + one(devices));
        }

        private String one(List<String> some) {
            return some.get(random.nextInt(some.size()));
        }
    }

    private static String acl(String strategy, long position) throws Exception {
        return text(api.get("/audit/state/acl?strategy=%s&position=%d".formatted(strategy, position)));
    }

    private static String text(PortalApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return new String(answer.body(), UTF_8);
    }

    private static List<JsonNode> receipts() throws Exception {
        return portal
                .query("select payload::text from event_log where type = 'BrokerPolicyEnforced' order by position")
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    /** By serial number: when and, as RFC 5280 counts, why. */
    private static Map<BigInteger, String> listed(byte[] der) throws Exception {
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        Map<BigInteger, String> listed = new HashMap<>();
        Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        if (entries != null) {
            for (X509CRLEntry entry : entries) {
                listed.put(
                        entry.getSerialNumber(),
                        entry.getRevocationDate().toInstant().getEpochSecond() + " " + reason(entry));
            }
        }
        return listed;
    }

    private static int reason(X509CRLEntry entry) {
        byte[] reason = entry.getExtensionValue("2.5.29.21");
        return reason == null ? 0 : reason[reason.length - 1];
    }

    private static Map<BigInteger, String> entries(JsonNode then) {
        return then.path("entries")
                .valueStream()
                .collect(Collectors.toMap(
                        entry -> new BigInteger(entry.path("serial").asString(), 16),
                        entry -> Instant.parse(entry.path("revoked_at").asString())
                                        .getEpochSecond()
                                + " " + entry.path("reason_code").asInt()));
    }
}
