package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A blast radius")
class BlastRadiusTest extends PortalTest {
    private static final String WHENEVER = "&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z";
    private static final Instant THEN = Instant.parse("2016-02-02T00:00:00Z");

    @Autowired
    private EventStore log;

    @Test
    void ofAKeyIsAllItTouched() {
        Caller mallory = operator();
        Caller ada = operator();
        Answer fetched = mallory.register(newName());
        nobody().post(fetched.field("credentials_link").substring(PUBLIC_URL.length()))
                .is(200);
        String revoked = mallory.register(newName()).field("device_id");
        ada.post("/revoke/" + revoked).is(200);
        String foreign = ada.register(newName()).field("device_id");
        mallory.post("/suspend/" + foreign).is(200);
        mallory.post("/resume/" + UUID.randomUUID()).is(404);
        long before = head();

        JsonNode report = report("actor=" + nameOf(mallory) + WHENEVER);

        assertThat(report.path("suspect").toString())
                .isEqualTo("{\"kind\":\"actor\",\"value\":\"%s\"}".formatted(nameOf(mallory)));
        assertThat(report.path("position").asLong()).isBetween(before, head());
        assertThat(report.path("summary").toString())
                .isEqualTo("{\"keys\":0,\"devices\":3,"
                        + "\"devices_by_reason\":{\"certificate_issued\":2,\"credentials_packaged\":2,"
                        + "\"registered\":2,\"suspended\":1},"
                        + "\"devices_to_revoke\":1,\"certificates\":2,"
                        + "\"certificates_by_state\":{\"expired\":0,\"live\":1,\"on_hold\":0,\"revoked\":1},"
                        + "\"downloads_by_suspect\":0,\"downloads_by_others\":1,\"acl_changes\":0,"
                        + "\"broker_certificates\":0,\"refusals\":1,"
                        + "\"refusals_by_command\":{\"resume\":{\"not_found\":1}}}");
        assertThat(ids(report)).containsExactly(fetched.field("device_id"), revoked, foreign);
        assertThat(report.path("next_cursor").isNull()).isTrue();
        JsonNode first = report.path("devices").path(0);
        assertThat(first.path("reasons").toString())
                .isEqualTo("[\"registered\",\"certificate_issued\",\"credentials_packaged\"]");
        assertThat(first.path("live_serials").path(0).asString()).isEqualTo(fetched.field("certificate_serial"));
        assertThat(first.path("certificates").path(0).path("fingerprint").asString())
                .isEqualTo(fetched.field("certificate_fingerprint"));
        for (JsonNode thing : List.of(
                first,
                first.path("certificates").path(0),
                first.path("downloads").path(0))) {
            assertThat(thing.path("by").toString()).isEqualTo("[\"%s\"]".formatted(nameOf(mallory)));
        }
        assertThat(first.path("already_revoked").asBoolean()).isFalse();
        assertThat(first.path("downloads").size()).isOne();
        assertThat(first.path("downloads").path(0).path("actor").asString()).isEqualTo("anonymous");
        assertThat(first.path("downloads").path(0).path("by_suspect").asBoolean())
                .isFalse();
        assertThat(report.path("devices").path(1).path("already_revoked").asBoolean())
                .isTrue();
        assertThat(report.path("devices").path(2).path("status").asString()).isEqualTo("suspended");
        assertThat(report.path("devices").path(2).path("serials").isEmpty()).isTrue();
    }

    /** Who had the key has these too, and blocking it blocks none of them. */
    @Test
    void followsTheKeysThatItMadeAndThoseThatTheseMade() {
        Made mallory = made(admin(), "mallory", List.of("admin", "operator"));
        Made before = made(mallory.caller(), "before", List.of("operator"));
        Instant from = now();
        Made child = made(mallory.caller(), "child", List.of("admin", "operator"));
        Instant to = now();
        Made after = made(mallory.caller(), "after", List.of("operator"));
        admin().send("DELETE", "/admin/api-keys/" + mallory.id(), BodyPublishers.noBody())
                .is(200);
        Made grandchild = made(child.caller(), "grandchild", List.of("operator"));
        admin().send("DELETE", "/admin/api-keys/" + child.id(), BodyPublishers.noBody())
                .is(200);
        String pump = grandchild.caller().register(newName()).field("device_id");
        String foreign = operator().register(newName()).field("device_id");
        grandchild.caller().post("/suspend/" + foreign).is(200);
        grandchild.caller().post("/resume/" + UUID.randomUUID()).is(404);
        before.caller().register(newName());
        after.caller().register(newName());
        String suspect = "actor=%s&from=%s&to=%s".formatted(mallory.name(), from, to);

        JsonNode report = report(suspect);

        assertThat(report.path("keys").valueStream().map(BlastRadiusTest::told))
                .containsExactly(
                        child.name() + " by " + mallory.name() + " [\"admin\",\"operator\"] revoked",
                        grandchild.name() + " by " + child.name() + " [\"operator\"]");
        assertThat(report.path("keys").path(0).path("key_id").asString()).isEqualTo(child.id());
        assertThat(report.path("summary").path("keys").asLong()).isEqualTo(2);
        assertThat(report.path("summary").path("refusals").asLong()).isOne();
        assertThat(ids(report)).containsExactly(pump, foreign);
        assertThat(report.path("devices")
                        .path(0)
                        .path("certificates")
                        .path(0)
                        .path("by")
                        .toString())
                .isEqualTo("[\"%s\"]".formatted(grandchild.name()));
        assertThat(report.path("devices").path(1).path("by").toString())
                .isEqualTo("[\"%s\"]".formatted(grandchild.name()));
        assertThat(auditor()
                        .get("/audit/blast-radius?" + suspect, "Accept", "text/csv")
                        .is(200)
                        .text()
                        .lines()
                        .skip(1))
                .allMatch(line -> line.endsWith("," + grandchild.name()))
                .hasSize(2);
    }

    @Test
    void followsTheKeysThatWereMadeAtAnAddress() {
        int host = UUID.randomUUID().hashCode() & 0xff_ffff;
        String address = "11.%d.%d.%d".formatted(host >> 16, host >> 8 & 0xff, host & 0xff);
        Made thiefs = made(admin(), "thiefs", List.of("admin"), "X-Forwarded-For", address);
        String type = "type-" + UUID.randomUUID();
        thiefs.caller()
                .putJson(
                        "/acl-templates/" + type,
                        "{\"rules\": [{\"access\":\"read\",\"topic\":\"devices/{device_id}/data\"}]}")
                .is(200);

        JsonNode report = report("address=" + encoded(address) + WHENEVER);

        assertThat(report.path("keys").valueStream().map(key -> key.path("name").asString()))
                .containsExactly(thiefs.name());
        assertThat(report.path("acl_changes")
                        .valueStream()
                        .map(change -> change.path("type").asString() + " by "
                                + change.path("by").asString()))
                .containsExactly(type + " by " + thiefs.name());
    }

    private record Made(Caller caller, String name, String id) {}

    private static Made made(Caller maker, String name, List<String> roles, String... header) {
        String unique = name + "-" + UUID.randomUUID();
        Answer answer = maker.postJson(
                        "/admin/api-keys",
                        "{\"name\": \"%s\", \"roles\": [\"%s\"]}".formatted(unique, String.join("\", \"", roles)),
                        header)
                .is(201);
        return new Made(new Caller(maker.port(), answer.field("key")), unique, answer.field("id"));
    }

    /** Strictly between what happened and what comes. */
    private static Instant now() {
        Instant between = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        await().until(() -> Instant.now().isAfter(between.plusMillis(1)));
        return between;
    }

    private static String told(JsonNode key) {
        return key.path("name").asString() + " by " + key.path("by").asString() + " " + key.path("roles")
                + (key.path("revoked").asBoolean() ? " revoked" : "");
    }

    @Test
    void ofAnAddressIsWhatWasFetchedThere() {
        String address = "2001:db8::" + Integer.toHexString(UUID.randomUUID().hashCode() >>> 16);
        Past device = new Past(log)
                .registered("pump", "ada", THEN)
                .issued("ada", THEN, 36_500)
                .packaged("ada", THEN)
                .downloaded(java.net.InetAddress.ofLiteral(address).getHostAddress(), THEN.plusSeconds(60));

        JsonNode report = report("address=" + encoded(address) + WHENEVER);

        assertThat(ids(report)).containsExactly(device.id());
        JsonNode touched = report.path("devices").path(0);
        assertThat(touched.path("reasons").toString()).isEqualTo("[\"credentials_downloaded\"]");
        assertThat(touched.path("live_serials").path(0).asString()).isEqualTo(device.serial());
        assertThat(touched.path("downloads").path(0).path("by_suspect").asBoolean())
                .isTrue();
        assertThat(report.path("brokers").isEmpty())
                .as("no policy has a download in it")
                .isTrue();
        assertThat(report("address=%s&from=%s&to=%s".formatted(encoded(address), THEN, THEN.plusSeconds(60)))
                        .path("devices")
                        .isEmpty())
                .as("too late")
                .isTrue();
        assertThat(auditor()
                        .get("/audit/events?address=" + encoded(address))
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void ofACaIsWhatItSigned() {
        Past forged = new Past(log).registered("pump", "ada", THEN).issued("ada", THEN, 36_500);
        String id = operator().register(newName()).field("device_id");
        Instant issued = jdbc.sql("""
                        select time_stamp from domain_event_entry
                        where aggregate_identifier = :id and payload_type = 'CertificateIssued'
                        """)
                .param("id", id)
                .query((row, _) -> Instant.parse(row.getString(1)))
                .single();

        JsonNode report = report("authority=%s&from=%s&to=%s".formatted(authority(), issued, issued.plusMillis(1)));

        assertThat(ids(report)).contains(id);
        assertThat(report.path("devices").path(0).path("reasons").toString()).isEqualTo("[\"certificate_issued\"]");
        assertThat(ids(report("authority=%s&from=%s&to=%s".formatted(authority(), THEN, THEN.plusSeconds(1)))))
                .as("no certificate of the CA's")
                .doesNotContain(forged.id());
    }

    private String authority() {
        return jdbc.sql("""
                        select payload::jsonb ->> 'fingerprint' from domain_event_entry
                        where payload_type = 'AuthorityEstablished' limit 1
                        """).query(String.class).single();
    }

    @Test
    void namesTheTemplatesOfTheSuspect() {
        String type = "type-" + UUID.randomUUID();
        String other = "type-" + UUID.randomUUID();
        String rule = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
        String secret = "{\"access\":\"read\",\"topic\":\"plant/secrets\"}";
        long before = head();
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (String changed : List.of(type, other)) {
            admin().putJson("/acl-templates/" + changed, "{\"rules\": [%s, %s]}".formatted(rule, secret))
                    .is(200);
        }
        Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        await().until(() -> Instant.now().isAfter(end));
        admin().putJson("/acl-templates/" + other, "{\"rules\": [%s]}".formatted(rule))
                .is(200);

        JsonNode report = report("actor=admin&from=%s&to=%s".formatted(start, end));

        assertThat(report.path("summary").path("acl_changes").asLong()).isEqualTo(2);
        JsonNode change = report.path("acl_changes").path(0);
        assertThat(change.path("type").asString()).isEqualTo(type);
        assertThat(change.path("position").asLong()).isGreaterThan(before);
        assertThat(change.path("in_force").asBoolean()).isTrue();
        assertThat(change.path("rules_added").toString()).isEqualTo("[%s,%s]".formatted(rule, secret));
        assertThat(change.path("rules_removed").size()).isOne();
        assertThat(change.path("rights").path("gained").toString()).isEqualTo("[%s]".formatted(secret));
        assertThat(report.path("acl_changes").path(1).path("in_force").asBoolean())
                .isFalse();
    }

    @Test
    void reachesTheBrokersThatEnforcedAnyOfIt() {
        Caller mallory = operator();
        BrokerId late = new BrokerId("late-" + UUID.randomUUID());
        BrokerId never = new BrokerId("never-" + UUID.randomUUID());
        enforced(never, head());
        mallory.register(newName());
        enforced(late, head());
        long first = jdbc.sql(
                        "select max(global_index) from domain_event_entry where payload::jsonb ->> 'broker_id' = :id")
                .param("id", late.value())
                .query(Long.class)
                .single();
        enforced(late, head());

        JsonNode brokers = report("actor=" + nameOf(mallory) + WHENEVER).path("brokers");

        assertThat(brokers.valueStream()
                        .filter(broker -> broker.path("broker_id").asString().equals(late.value()))
                        .map(broker -> broker.path("receipt_position").asLong()))
                .containsExactly(first);
        assertThat(brokers.toString()).doesNotContain(never.value());
    }

    private void enforced(BrokerId broker, long position) {
        Sha256 some = Sha256.of(new byte[] {1});
        log.publish(GenericEventMessage.asEventMessage(new BrokerPolicyEnforced(
                broker,
                position,
                AclStrategy.EXPLICIT,
                some,
                some,
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null)));
    }

    @Test
    void isOfOneMomentOnAllItsPages() {
        Caller mallory = operator();
        List<String> devices = new ArrayList<>();
        IntStream.range(0, 3)
                .forEach(_ -> devices.add(mallory.register(newName()).field("device_id")));
        String suspect = "/audit/blast-radius?limit=2&actor=" + nameOf(mallory) + WHENEVER;
        JsonNode first = auditor().get(suspect).is(200).json();
        mallory.register(newName());
        operator().post("/revoke/" + devices.get(2)).is(200);

        JsonNode second = auditor()
                .get(suspect + "&cursor=" + first.path("next_cursor").asString())
                .is(200)
                .json();

        assertThat(ids(first)).isEqualTo(devices.subList(0, 2));
        assertThat(ids(second)).isEqualTo(devices.subList(2, 3));
        assertThat(second.path("position")).isEqualTo(first.path("position"));
        assertThat(second.path("as_of")).isEqualTo(first.path("as_of"));
        assertThat(second.path("summary").isNull()).isTrue();
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(second.path("devices").path(0).path("already_revoked").asBoolean())
                .as("revoked only after the report's position")
                .isFalse();
        assertThat(report("actor=" + nameOf(mallory) + WHENEVER)
                        .path("summary")
                        .path("devices")
                        .asLong())
                .isEqualTo(4);
    }

    @Test
    void isAListForARevocationInStages() {
        Caller mallory = operator();
        String live = mallory.register(newName()).field("device_id");
        Answer registered = mallory.register(newName());
        String revoked = registered.field("device_id");
        operator().post("/revoke/" + revoked).is(200);
        String suspect = "/audit/blast-radius?actor=" + nameOf(mallory) + WHENEVER;

        long before = head();
        Answer csv = auditor().get(suspect, "Accept", "text/csv").is(200);
        Answer ndjson = auditor().get(suspect, "Accept", "application/x-ndjson").is(200);

        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"blast-radius.csv\"");
        assertThat(Long.parseLong(csv.header("X-Log-Position"))).isBetween(before, head());
        List<String> lines = csv.text().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("device_id,name,type,status,reasons,serials,live_serials,already_revoked,downloads,"
                        + "first_position,by");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(live + ",").contains(",false,0,");
        assertThat(lines.get(2))
                .startsWith(revoked + ",")
                .contains(",revoked,registered certificate_issued credentials_packaged,%s,,true,0,"
                        .formatted(registered.field("certificate_serial")));
        assertThat(ndjson.text().lines().map(line -> JsonMapper.shared().readTree(line)))
                .isEqualTo(report("actor=" + nameOf(mallory) + WHENEVER)
                        .path("devices")
                        .valueStream()
                        .toList());
    }

    @Test
    void isEmptyForWhoDidNothing() {
        JsonNode report = report("actor=nobody-we-know" + WHENEVER);

        assertThat(report.path("devices").isEmpty()).isTrue();
        assertThat(report.path("brokers").isEmpty()).isTrue();
        assertThat(report.path("summary").path("devices").asLong()).isZero();
    }

    @Test
    void ofACaThatNeverWasIsNotFound() {
        auditor()
                .get("/audit/blast-radius?authority=" + "0".repeat(64) + WHENEVER)
                .isProblem(404, "not_found");
    }

    @Test
    void isForAuditorsOnly() {
        operator().get("/audit/blast-radius?actor=a" + WHENEVER).isProblem(403, "forbidden");
        nobody().get("/audit/blast-radius?actor=a" + WHENEVER).isProblem(401, "unauthorized");
    }

    static Stream<List<String>> faults() {
        String window = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        return Stream.of(
                List.of("", "actor", "address", "authority", "from", "to"),
                List.of(window, "actor", "address", "authority"),
                List.of("actor=a&address=::1&" + window, "actor", "address", "authority"),
                List.of("actor=a", "from", "to"),
                List.of("actor=a&from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z", "to"),
                List.of("actor=a&from=yesterday&to=2026-01-02T00:00:00Z", "from"),
                List.of("actor=a&actor=b&" + window, "actor"),
                List.of("actor=a%0ab&" + window, "actor"),
                List.of("actor=" + "x".repeat(129) + "&" + window, "actor"),
                List.of("address=localhost&" + window, "address"),
                List.of("address=1.2.3.4.5&" + window, "address"),
                List.of("address=fe80::1%25eth0&" + window, "address"),
                List.of("authority=x&" + window, "authority"),
                List.of("actor=a&limit=0&" + window, "limit"),
                List.of("actor=a&limit=501&colour=red&" + window, "limit", "colour"),
                List.of("actor=a&cursor=AAAA&" + window, "cursor"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedWithEveryFaultNamed(List<String> queryAndFields) {
        String[] fields = queryAndFields.subList(1, queryAndFields.size()).toArray(String[]::new);
        auditor().get("/audit/blast-radius?" + queryAndFields.getFirst()).isInvalid(fields);
    }

    /** A cursor is the caller's word as any other. */
    @ParameterizedTest
    @CsvSource({
        "999999999999999999|2026-01-01T00:00:00Z|1",
        "1|yesterday|1",
        "1|2026-01-01T00:00:00Z|a",
        "1|2026-01-01T00:00:00Z",
        "-1|2026-01-01T00:00:00Z|1"
    })
    void isNotContinuedFromWhereItNeverEnded(String plain) {
        String cursor = java.util.Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        auditor()
                .get("/audit/blast-radius?actor=a" + WHENEVER + "&cursor=" + cursor)
                .isInvalid("cursor");
    }

    private JsonNode report(String query) {
        return auditor().get("/audit/blast-radius?" + query).is(200).json();
    }

    private long head() {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private static List<String> ids(JsonNode report) {
        return report.path("devices")
                .valueStream()
                .map(device -> device.path("device_id").asString())
                .toList();
    }

    private static String nameOf(Caller operator) {
        return "operator-" + String.valueOf(operator.key()).substring(0, 8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
