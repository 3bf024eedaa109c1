package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("What if")
class WhatIfTest extends PortalTest {
    private static final String DATA = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
    private static final String NEWS = "{\"access\":\"read\",\"topic\":\"news/+\"}";
    private static final String ALL = "{\"access\":\"readwrite\",\"topic\":\"devices/{device_id}/#\"}";

    private final String type = "type-" + UUID.randomUUID();

    @Autowired
    private EventStore log;

    @Test
    void aTemplateWereAnother() {
        List<String> devices = Stream.of(register(), register()).sorted().toList();
        String suspended = register();
        operator().post("/suspend/" + suspended).is(200);
        WrittenRows before = written();

        JsonNode outcome = template("", DATA, NEWS).is(200).json();

        assertThat(outcome.propertyNames())
                .containsExactly(
                        "type",
                        "strategy",
                        "position",
                        "version_then",
                        "devices_affected",
                        "rules_added",
                        "rules_removed",
                        "rights",
                        "devices",
                        "next_cursor",
                        "diff");
        assertThat(outcome.path("devices_affected").asLong()).isEqualTo(2);
        assertThat(outcome.path("rights").toString())
                .isEqualTo("{\"gained\":[%s],\"lost\":[%s],\"denied\":[],\"undenied\":[]}".formatted(NEWS, ALL));
        assertThat(ids(outcome)).isEqualTo(devices);
        assertThat(outcome.path("diff").asString())
                .isEqualTo(operator()
                        .postJson("/acl-templates/" + type + "/preview", "{\"rules\": [%s, %s]}".formatted(DATA, NEWS))
                        .is(200)
                        .field("diff"));
        assertThat(written()).isEqualTo(before);
        assertThat(operator()
                        .get("/acl-templates/" + type)
                        .json()
                        .path("version")
                        .asLong())
                .isZero();
    }

    @Test
    void aTemplateHadBeenAnotherThen() {
        String first = register();
        long then = head();
        operator().post("/decommission/" + first).is(200);
        register();
        define(DATA);

        JsonNode outcome = template("?position=" + then, DATA).is(200).json();
        assertThat(outcome.path("version_then").asLong()).isZero();
        assertThat(ids(outcome)).containsExactly(first);
        assertThat(outcome.path("diff").asString())
                .contains("-topic readwrite devices/" + first + "/#")
                .contains("+topic write devices/" + first + "/data");
        JsonNode now = template("", DATA).is(200).json();
        assertThat(now.path("version_then").asLong()).isOne();
        assertThat(now.path("devices_affected").asLong()).isZero();
        assertThat(now.path("diff").asString()).isEmpty();
        assertThat(template("?position=0", DATA).is(200).json().path("devices").isEmpty())
                .isTrue();
    }

    @Test
    void aMomentIsThePositionTheLogHadReached() {
        register();
        Instant moment = timeOf(head());
        await().until(() -> Instant.now().isAfter(moment.plusMillis(1)));
        Long reached =
                jdbc.sql("""
                        select max(global_index) from domain_event_entry where global_index < coalesce(
                            (select min(global_index) from domain_event_entry
                             where time_stamp::timestamptz > cast(:at as timestamptz)), 1e18)
                        """).param("at", moment.toString()).query(Long.class).single();

        assertThat(template("?at=" + moment, DATA)
                        .is(200)
                        .json()
                        .path("position")
                        .asLong())
                .isEqualTo(reached);
        assertThat(template("?at=1970-01-01T00:00:00Z", DATA)
                        .is(200)
                        .json()
                        .path("devices")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aTemplateIsShownByThePage() {
        List<String> devices = Stream.generate(this::register).limit(3).sorted().toList();

        JsonNode first = template("?limit=2", DATA).is(200).json();
        register();
        JsonNode second = template(
                        "?limit=2&cursor=" + first.path("next_cursor").asString(), DATA)
                .is(200)
                .json();

        assertThat(ids(first)).isEqualTo(devices.subList(0, 2));
        assertThat(ids(second)).as("not who came since").isEqualTo(devices.subList(2, 3));
        assertThat(second.path("devices_affected").isNull()).isTrue();
        assertThat(second.path("position")).isEqualTo(first.path("position"));
    }

    @Test
    void aTemplateIsShownAsABrokerWithPatternsHasIt() {
        String device = register();
        define(NEWS);

        JsonNode outcome = auditor()
                .postJson(
                        "/audit/what-if/acl-template",
                        "{\"type\": \"%s\", \"rules\": [%s], \"strategy\": \"pattern\"}".formatted(type, DATA))
                .is(200)
                .json();

        assertThat(outcome.path("strategy").asString()).isEqualTo("pattern");
        assertThat(outcome.path("diff").asString())
                .contains("user " + device)
                .contains("+topic write devices/" + device + "/data");
    }

    static Stream<List<String>> wrongTemplates() {
        String ok = "\"rules\": []";
        return Stream.of(
                List.of("", "{}", "type", "rules"),
                List.of("", "{\"type\": \"portal-canary\", %s}".formatted(ok), "type"),
                List.of("", "{\"type\": \"a\", %s, \"strategy\": \"PATTERN\"}".formatted(ok), "strategy"),
                List.of("", "{\"type\": \"\", \"rules\": [{}]}", "type", "rules[0].access", "rules[0].topic"),
                List.of("", "{\"type\": \"a\", %s, \"colour\": 1}".formatted(ok), "colour"),
                List.of("?position=-1", "{\"type\": \"a\", %s}".formatted(ok), "position"),
                List.of("?position=999999999999999999", "{\"type\": \"a\", %s}".formatted(ok), "position"),
                List.of("?at=now", "{\"type\": \"a\", %s}".formatted(ok), "at"),
                List.of("?at=2026-01-01T00:00:00Z&position=1", "{\"type\": \"a\", %s}".formatted(ok), "at"),
                List.of("?cursor=x&limit=0", "{\"type\": \"a\", %s}".formatted(ok), "cursor", "limit"));
    }

    @ParameterizedTest
    @MethodSource("wrongTemplates")
    void aTemplateIsWrong(List<String> queryBodyAndFields) {
        auditor()
                .postJson("/audit/what-if/acl-template" + queryBodyAndFields.getFirst(), queryBodyAndFields.get(1))
                .isInvalid(
                        queryBodyAndFields.subList(2, queryBodyAndFields.size()).toArray(String[]::new));
    }

    @Test
    void certificatesWereValidForNinetyDays() {
        Instant start = Instant.parse("1983-03-01T12:00:00Z");
        Past lockedOut = new Past(log).registered(type, "ada", start).issued("ada", start, 36_500);
        Past keepsToIt = new Past(log)
                .registered(type, "ada", start.plus(Duration.ofDays(1)))
                .issued("ada", start.plus(Duration.ofDays(1)), 90);
        WrittenRows before = written();

        JsonNode outcome = policy("?from=1983-01-01T00:00:00Z&to=1983-08-01T00:00:00Z", "{\"validity_days\": 90}")
                .is(200)
                .json();

        assertThat(outcome.path("policy").toString())
                .isEqualTo("{\"validity_days\":90,\"key_algorithms\":[],\"max_suspension_days\":null}");
        assertThat(outcome.path("history").toString())
                .isEqualTo("{\"certificates\":2,\"refused\":1,\"too_long\":1,\"key_algorithm\":0,\"ran_out\":1,"
                        + "\"renewals\":1,"
                        + "\"busiest_day\":{\"day\":\"1983-05-30\",\"issued\":0,\"refused\":0,\"ran_out\":1,"
                        + "\"renewals\":1},"
                        + "\"days\":[{\"day\":\"1983-03-01\",\"issued\":1,\"refused\":1,\"ran_out\":0,\"renewals\":0},"
                        + "{\"day\":\"1983-03-02\",\"issued\":1,\"refused\":0,\"ran_out\":0,\"renewals\":0},"
                        + "{\"day\":\"1983-05-30\",\"issued\":0,\"refused\":0,\"ran_out\":1,\"renewals\":1}]}");
        JsonNode fleet = outcome.path("fleet");
        assertThat(fleet.path("locked_out").asLong())
                .isPositive()
                .isLessThan(fleet.path("active").asLong());
        assertThat(fleet.path("renewals_per_day").asDouble())
                .isBetween(
                        fleet.path("active").asLong() / 90.0 - 0.01,
                        fleet.path("active").asLong() / 90.0 + 0.01);
        List<JsonNode> devices = walk("{\"validity_days\": 90}");
        JsonNode found = devices.stream()
                .filter(device -> device.path("device_id").asString().equals(lockedOut.id()))
                .findFirst()
                .orElseThrow();
        assertThat(found.path("faults").toString()).isEqualTo("[\"too_long\",\"locked_out\"]");
        assertThat(found.path("certificates").path(0).path("serial").asString()).isEqualTo(lockedOut.serial());
        assertThat(found.path("certificates").path(0).path("would_expire_at").asString())
                .isEqualTo("1983-05-30T11:59:59Z");
        assertThat(devices)
                .extracting(device -> device.path("device_id").asString())
                .doesNotContain(keepsToIt.id())
                .doesNotHaveDuplicates();
        assertThat(written()).isEqualTo(before);
    }

    private List<JsonNode> walk(String body) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = policy("?limit=500", body).is(200).json();
        page.path("devices").forEach(all::add);
        while (!page.path("next_cursor").isNull()) {
            page = policy("?limit=500&cursor=" + page.path("next_cursor").asString(), body)
                    .is(200)
                    .json();
            assertThat(page.path("history").isNull()).isTrue();
            page.path("devices").forEach(all::add);
        }
        return all;
    }

    @Test
    void onlySomeKeysWereAllowed() {
        String id = register();

        JsonNode outcome =
                policy("", "{\"key_algorithms\": [\"ed25519\"]}").is(200).json();

        assertThat(outcome.path("fleet").path("renewals_per_day").isNull()).isTrue();
        assertThat(walk("{\"key_algorithms\": [\"ed25519\"]}"))
                .filteredOn(device -> device.path("device_id").asString().equals(id))
                .singleElement()
                .satisfies(
                        device -> assertThat(device.path("faults").toString()).isEqualTo("[\"key_algorithm\"]"));
        assertThat(walk("{\"key_algorithms\": [\"ed25519\", \"ec-p256\", \"rsa-2048\", \"rsa-3072\"]}"))
                .isEmpty();
    }

    static Stream<List<String>> wrongPolicies() {
        return Stream.of(
                List.of("", "{}", "validity_days"),
                List.of("", "{\"validity_days\": 0}", "validity_days"),
                List.of("", "{\"validity_days\": 3651, \"key_algorithms\": []}", "validity_days", "key_algorithms"),
                List.of("", "{\"validity_days\": \"90\"}", "validity_days"),
                List.of("", "{\"key_algorithms\": [\"rsa-1024\"]}", "key_algorithms"),
                List.of("", "{\"key_algorithms\": [null]}", "key_algorithms"),
                List.of("", "{\"max_suspension_days\": -1}", "max_suspension_days"),
                List.of("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "{\"validity_days\": 1}", "from"),
                List.of("?from=1999-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "{\"validity_days\": 1}", "from"),
                List.of("?limit=0&cursor=x&at=1", "{\"validity_days\": 1}", "limit", "cursor", "at"));
    }

    @ParameterizedTest
    @MethodSource("wrongPolicies")
    void aPolicyIsWrong(List<String> queryBodyAndFields) {
        policy(queryBodyAndFields.getFirst(), queryBodyAndFields.get(1))
                .isInvalid(
                        queryBodyAndFields.subList(2, queryBodyAndFields.size()).toArray(String[]::new));
    }

    @Test
    void isForAuditorsOnly() {
        for (String path : List.of("/audit/what-if/policy", "/audit/what-if/acl-template")) {
            operator().postJson(path, "{}").isProblem(403, "forbidden");
            nobody().postJson(path, "{}").isProblem(401, "unauthorized");
        }
    }

    private Answer policy(String query, String body) {
        return auditor().postJson("/audit/what-if/policy" + query, body);
    }

    private Answer template(String query, String... rules) {
        return auditor()
                .postJson(
                        "/audit/what-if/acl-template" + query,
                        "{\"type\": \"%s\", \"rules\": [%s]}".formatted(type, String.join(", ", rules)));
    }

    private void define(String... rules) {
        admin().putJson("/acl-templates/" + type, "{\"rules\": [%s]}".formatted(String.join(", ", rules)))
                .is(200);
    }

    private String register() {
        return operator()
                .postJson("/register", """
                        {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type))
                .is(201)
                .field("device_id");
    }

    private long head() {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private Instant timeOf(long position) {
        return jdbc.sql("select time_stamp from domain_event_entry where global_index = :position")
                .param("position", position)
                .query((row, _) -> Instant.parse(row.getString(1)))
                .single();
    }

    private static List<String> ids(JsonNode outcome) {
        return outcome.path("devices")
                .valueStream()
                .map(device -> device.path("device_id").asString())
                .toList();
    }
}
