package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A template")
class AclTemplateTest extends PortalTest {
    private static final String COMMANDS = "{\"access\": \"read\", \"topic\": \"devices/{device_id}/cmd/#\"}";
    private static final String DATA = "{\"access\": \"write\", \"topic\": \"devices/{device_id}/data\"}";

    @Test
    void countsItsVersions() {
        String type = newType();

        Answer first = define(type, rules(COMMANDS, DATA)).is(200);
        Answer second = define(type, rules(DATA)).is(200);

        assertThat(first.json().propertyNames())
                .containsExactly("type", "version", "rules", "messages_after_loss", "position");
        assertThat(first.field("type")).isEqualTo(type);
        assertThat(first.json().path("version").asLong()).isOne();
        assertThat(first.json().path("rules"))
                .isEqualTo(JsonMapper.shared().readTree("[" + COMMANDS + ", " + DATA + "]"));
        assertThat(second.json().path("version").asLong()).isEqualTo(2);
        assertThat(second.json().path("position").asLong())
                .isGreaterThan(first.json().path("position").asLong());
        assertThat(events(type))
                .containsExactly(
                        first.json().path("position").asLong(),
                        second.json().path("position").asLong());
    }

    @Test
    void isDefinedOnceHoweverOftenItIsSent() {
        String type = newType();
        Answer first = define(type, rules(COMMANDS)).is(200);

        Answer second = define(
                        type,
                        "{\"comment\": \"other words\", \"rules\": [%s]}"
                                .formatted("{\"topic\": \"devices/{device_id}/cmd/#\", \"access\": \"read\"}"))
                .is(200);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(events(type)).hasSize(1);
    }

    @Test
    void saysWhatBecomesOfMessagesUntilAnotherOneSaysNothing() {
        String type = newType();

        Answer purging = define(type, "{\"rules\": [%s], \"messages_after_loss\": \"purge\"}".formatted(DATA))
                .is(200);
        assertThat(purging.field("messages_after_loss")).isEqualTo("purge");
        assertThat(operator().get("/acl-templates/" + type).is(200).field("messages_after_loss"))
                .isEqualTo("purge");
        JsonNode preview = operator()
                .postJson("/acl-templates/" + type + "/preview", rules(DATA))
                .is(200)
                .json();
        assertThat(preview.path("messages_now").asString()).isEqualTo("purge");
        assertThat(preview.path("messages_then").isNull()).isTrue();
        assertThat(preview.path("diff").asString()).isEmpty();

        Answer silent = define(type, rules(DATA)).is(200);
        assertThat(silent.json().path("version").asLong()).isEqualTo(2);
        assertThat(silent.json().path("messages_after_loss").isNull()).isTrue();
        assertThat(operator()
                        .get("/acl-templates/" + type)
                        .is(200)
                        .json()
                        .path("messages_after_loss")
                        .isNull())
                .isTrue();
    }

    @Test
    void isWrittenDownWithWhoDidItAndWhy() {
        String type = newType();

        define(type, "{\"rules\": [], \"comment\": \"silent for now\"}").is(200);

        assertThat(jdbc.sql("""
                        select payload || ' ' || (meta_data::jsonb ->> 'actor') from domain_event_entry
                        where aggregate_identifier = :id
                        """)
                        .param("id", "acl-template/" + type)
                        .query(String.class)
                        .single())
                .isEqualTo("{\"device_type\":\"%s\",\"version\":1,\"rules\":[],\"comment\":\"silent for now\"} admin"
                        .formatted(type));
    }

    @Test
    void mayShareItsNameWithADevice() {
        String id = operator().register(newName()).field("device_id");

        Answer defined = define(id, rules(DATA)).is(200);

        assertThat(defined.json().path("version").asLong()).isOne();
        operator().post("/suspend/" + id).is(200);
    }

    @Test
    void isInTheBundlesOfItsDevices() throws Exception {
        String type = newType();
        define(type, rules(COMMANDS, "{\"access\": \"deny\", \"topic\": \"devices/+/secret\"}", DATA))
                .is(200);

        Answer registered =
                operator().postJson("/register", """
                {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type)).is(201);
        define(type, rules(DATA)).is(200);
        Answer renewed = operator().post("/renew/" + registered.field("device_id"));

        String id = registered.field("device_id");
        assertThat(topics(registered)).containsExactly("devices/" + id + "/cmd/#", "devices/" + id + "/data");
        assertThat(topics(renewed.is(201))).containsExactly("devices/" + id + "/data");
    }

    @Test
    void isThePortalsOwnWhereThereIsNone() throws Exception {
        Answer registered = operator().register(newName());

        assertThat(topics(registered)).containsExactly("devices/" + registered.field("device_id") + "/#");
    }

    private List<String> topics(Answer issued) throws Exception {
        String mqtt = CredentialsZip.fetch(nobody(), issued).files().get("mqtt.json");
        return JsonMapper.shared()
                .readTree(mqtt)
                .path("topics")
                .valueStream()
                .map(topic -> topic.asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"pump%20%C3%A4, pump \u00e4", "a.b, a.b", "line%3A7%20(b), line:7 (b)"})
    void isOfAnyTypeThatDevicesMayHave(String path, String type) {
        assertThat(define(path, rules(DATA)).is(200).field("type")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal-canary", "%20pump", "-a", "a%2Bb", "a%23", "=1", "a%22b", "a%27b"})
    void isOfNoOtherType(String type) {
        define(type, rules(DATA)).isInvalid("type");
        define("a".repeat(65), rules(DATA)).isInvalid("type");
    }

    static Stream<Arguments> faults() {
        String one = "{\"access\": \"%s\", \"topic\": \"%s\"}";
        return Stream.of(
                Arguments.of("{}", List.of("rules")),
                Arguments.of("{\"rules\": null}", List.of("rules")),
                Arguments.of("{\"rules\": {}}", List.of("rules")),
                Arguments.of("{\"rules\": \"all\"}", List.of("rules")),
                Arguments.of("{\"rules\": [], \"topics\": []}", List.of("topics")),
                Arguments.of("{\"rules\": [], \"version\": 7}", List.of("version")),
                Arguments.of("{\"rules\": [], \"comment\": \"a\\nb\"}", List.of("comment")),
                Arguments.of("{\"rules\": [], \"comment\": 1}", List.of("comment")),
                Arguments.of("{\"rules\": [], \"messages_after_loss\": \"drop\"}", List.of("messages_after_loss")),
                Arguments.of("{\"rules\": [], \"messages_after_loss\": true}", List.of("messages_after_loss")),
                Arguments.of(rules("null"), List.of("rules[0]")),
                Arguments.of(rules("1"), List.of("rules[0]")),
                Arguments.of(rules("[]"), List.of("rules[0]")),
                Arguments.of(rules(DATA, "{}"), List.of("rules[1].access", "rules[1].topic")),
                Arguments.of(rules(DATA, COMMANDS, DATA), List.of("rules[2]")),
                Arguments.of(rules(DATA, COMMANDS, "{\"access\": \"read\", \"topic\": 1}"), List.of("rules[2].topic")),
                Arguments.of(rules(DATA, "{\"access\": \"read\", \"filter\": \"a\"}"), List.of("rules[1].filter")),
                Arguments.of(rules(DATA, one.formatted("READ", "a")), List.of("rules[1].access")),
                Arguments.of(rules(one.formatted("", "a")), List.of("rules[0].access")),
                Arguments.of(rules("{\"access\": 0, \"topic\": \"a\"}"), List.of("rules[0].access")),
                Arguments.of(
                        rules(one.formatted("all", "a b"), DATA, one.formatted("read", "#")),
                        List.of("rules[0].access", "rules[0].topic", "rules[2].topic")),
                Arguments.of(rules(one.formatted("read", "")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "a\\nuser b")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "a\\u0000")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "$SYS/#")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "+/a")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "a/#/b")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "a/%u")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("write", "devices/+/data")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("write", "projector/generation/1")), List.of("rules[0].topic")),
                Arguments.of(rules(one.formatted("read", "a".repeat(513))), List.of("rules[0].topic")),
                Arguments.of(rules(many(65)), List.of("rules")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedWithEveryFaultNamed(String body, List<String> fields) {
        String type = newType();

        define(type, body).isInvalid(fields.toArray(String[]::new));

        assertThat(events(type)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedAsAPreviewWithEveryFaultNamed(String body, List<String> fields) {
        operator().postJson("/acl-templates/" + newType() + "/preview", body).isInvalid(fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"rules\": []} {}", "{\"rules\": [], \"rules\": []}"})
    void isRefusedIfItIsNoJsonObject(String body) {
        define(newType(), body).isProblem(400, "invalid_json");
    }

    @Test
    void hasAsManyRulesAsTheContractAllows() {
        assertThat(define(newType(), rules(many(64)))
                        .is(200)
                        .json()
                        .path("rules")
                        .size())
                .isEqualTo(64);
    }

    private static String[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"access\": \"read\", \"topic\": \"topic/%d\"}".formatted(i))
                .toArray(String[]::new);
    }

    private static String rules(String... rules) {
        return Stream.of(rules).collect(Collectors.joining(", ", "{\"rules\": [", "]}"));
    }

    private Answer define(String type, String body) {
        return admin().putJson("/acl-templates/" + type, body);
    }

    private List<@Nullable Long> events(String type) {
        return jdbc.sql("""
                        select global_index from domain_event_entry
                        where aggregate_identifier = :id order by sequence_number
                        """)
                .param("id", "acl-template/" + type)
                .query(Long.class)
                .list();
    }

    private static String newType() {
        return "type-" + UUID.randomUUID();
    }
}
