package org.deviceonboarding.audit.inquiry.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.audit.inquiry.InquiryTest;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("What if")
class WhatIfTemplateTest extends InquiryTest {
    private static final String DATA = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
    private static final String NEWS = "{\"access\":\"read\",\"topic\":\"news/+\"}";
    private static final String ALL = "{\"access\":\"readwrite\",\"topic\":\"devices/{device_id}/#\"}";

    private final String type = "type-" + UUID.randomUUID();

    @Test
    void aTemplateWereAnother() {
        List<String> devices = Stream.of(register(), register()).sorted().toList();
        happened(registered(type, given()).suspended());
        long before = stored.head();

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
        assertThat(stored.head()).isEqualTo(before);
        assertThat(operator()
                        .get("/acl-templates/" + type)
                        .json()
                        .path("version")
                        .asLong())
                .isZero();
    }

    @Test
    void aTemplateHadBeenAnotherThen() {
        GivenDevice device = registered(type, given());
        String first = device.id().value();
        long then = stored.head();
        happened(device.revoked(RevocationReason.CESSATION_OF_OPERATION), device.decommissioned());
        register();
        define(new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/data"));

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
        Instant moment = timeOf(stored.head());
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
        define(new TemplateRule(TopicAccess.READ, "news/+"));

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
    void isForAuditorsOnly() {
        for (String path : List.of("/audit/what-if/policy", "/audit/what-if/acl-template")) {
            operator().postJson(path, "{}").isProblem(403, "forbidden");
            nobody().postJson(path, "{}").isProblem(401, "unauthorized");
        }
    }

    private Answer template(String query, String... rules) {
        return auditor()
                .postJson(
                        "/audit/what-if/acl-template" + query,
                        "{\"type\": \"%s\", \"rules\": [%s]}".formatted(type, String.join(", ", rules)));
    }

    private void define(TemplateRule rule) {
        happened(new AclTemplateDefined(type, 1, List.of(rule), null));
    }

    private String register() {
        return registered(type, given()).id().value();
    }

    private Instant timeOf(long position) {
        return jdbc.sql("select time_stamp from domain_event_entry where global_index = :position")
                .param("position", position)
                .query((row, _) -> Instant.parse(row.getString(1)))
                .single();
    }
}
