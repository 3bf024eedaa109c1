package org.deviceonboarding.command.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.fixture.WrongTemplate;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A template")
class AclTemplateTest extends CommandTest {
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
        Answer silent = define(type, rules(DATA)).is(200);

        assertThat(purging.field("messages_after_loss")).isEqualTo("purge");
        assertThat(silent.json().path("version").asLong()).isEqualTo(2);
        assertThat(silent.json().path("messages_after_loss").isNull()).isTrue();
    }

    @Test
    void isWrittenDownWithWhoDidItAndWhy() {
        String type = newType();

        Caller admin = admin();
        admin.putJson("/acl-templates/" + type, "{\"rules\": [], \"comment\": \"silent for now\"}")
                .is(200);

        assertThat(jdbc.sql("""
                        select payload || ' ' || (meta_data::jsonb ->> 'actor') from domain_event_entry
                        where aggregate_identifier = :id
                        """)
                        .param("id", "acl-template/" + type)
                        .query(String.class)
                        .single())
                .isEqualTo("{\"device_type\":\"%s\",\"version\":1,\"rules\":[],\"comment\":\"silent for now\"} admin-%s"
                        .formatted(type, String.valueOf(admin.key()).substring(0, 8)));
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

    @ParameterizedTest
    @MethodSource("org.deviceonboarding.domain.fixture.WrongTemplate#all")
    void isRefusedWithEveryFaultNamed(WrongTemplate wrong) {
        String type = newType();

        define(type, wrong.body()).isInvalid(wrong.fields());

        assertThat(events(type)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"rules\": []} {}", "{\"rules\": [], \"rules\": []}"})
    void isRefusedIfItIsNoJsonObject(String body) {
        define(newType(), body).isProblem(400, "invalid_json");
    }

    @Test
    void hasAsManyRulesAsTheContractAllows() {
        assertThat(define(newType(), rules(WrongTemplate.manyRules(64)))
                        .is(200)
                        .json()
                        .path("rules")
                        .size())
                .isEqualTo(64);
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
