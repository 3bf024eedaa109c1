package org.deviceonboarding.query.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.domain.fixture.WrongTemplate;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A template that is looked at")
class TemplateReadTest extends QueryTest {
    private static final String ALL = "{\"access\":\"readwrite\",\"topic\":\"devices/{device_id}/#\"}";
    private static final String DATA = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
    private static final String COMMANDS = "{\"access\":\"read\",\"topic\":\"devices/{device_id}/cmd/#\"}";
    private static final String SECRET = "{\"access\":\"deny\",\"topic\":\"devices/+/secret\"}";

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final String type = "type-" + UUID.randomUUID();
    private Caller operator;
    private long version;

    @BeforeEach
    void logIn() {
        operator = operator();
    }

    @Test
    void isTheDefaultWhereNobodyDefinedOne() {
        assertThat(operator.get("/acl-templates/" + type).is(200).text())
                .isEqualTo(
                        ("{\"type\":\"%s\",\"version\":0,\"rules\":[%s],\"messages_after_loss\":null,\"comment\":null,\"defined_at\":null,"
                                        + "\"position\":null}")
                                .formatted(type, ALL));
    }

    @Test
    void isTheOneJustDefined() {
        define(COMMANDS);
        given().happened(
                        NOON,
                        new AclTemplateDefined(
                                type, 2, List.of(rule(DATA), rule(SECRET)), "finer", MessagesAfterLoss.PURGE));

        JsonNode template = operator.get("/acl-templates/" + type).is(200).json();

        assertThat(template.propertyNames())
                .containsExactly(
                        "type", "version", "rules", "messages_after_loss", "comment", "defined_at", "position");
        assertThat(template.path("type").asString()).isEqualTo(type);
        assertThat(template.path("version").asLong()).isEqualTo(2);
        assertThat(template.path("rules").toString()).isEqualTo("[%s,%s]".formatted(DATA, SECRET));
        assertThat(template.path("messages_after_loss").asString()).isEqualTo("purge");
        assertThat(template.path("comment").asString()).isEqualTo("finer");
        assertThat(template.path("defined_at").asString()).isEqualTo(NOON.toString());
        assertThat(template.path("position").asLong()).isEqualTo(given().head());
    }

    @Test
    void isListedByType() {
        for (String suffix : List.of(" a", " c", " b")) {
            given().happened(NOON, new AclTemplateDefined(type + suffix, 1, List.of(rule(DATA)), null));
        }

        List<JsonNode> walked = new ArrayList<>();
        JsonNode page = operator.get("/acl-templates?limit=2").is(200).json();
        page.path("items").forEach(walked::add);
        while (!page.path("next_cursor").isNull()) {
            page = operator.get("/acl-templates?limit=2&cursor="
                            + page.path("next_cursor").asString())
                    .is(200)
                    .json();
            page.path("items").forEach(walked::add);
        }

        assertThat(walked)
                .extracting(template -> template.path("type").asString())
                .isSorted()
                .doesNotHaveDuplicates()
                .containsSubsequence(type + " a", type + " b", type + " c");
        assertThat(walked)
                .contains(operator.get("/acl-templates/" + type + "%20b").json());
    }

    @Test
    void decidesWhichTopicsItsDevicesHave() {
        String id = register();
        assertThat(topics(id)).containsExactly("devices/" + id + "/#");

        define(SECRET, COMMANDS, DATA);
        assertThat(topics(id)).containsExactly("devices/" + id + "/cmd/#", "devices/" + id + "/data");
        assertThat(operator.get("/devices?type=" + type).json().path("items").path(0))
                .isEqualTo(operator.get("/device/" + id).json());

        define();
        assertThat(topics(id)).isEmpty();
        define(DATA);
        given().happened(NOON, suspension(id));
        assertThat(topics(id)).isEmpty();
    }

    @Test
    void isPreviewedWithWhatItWouldChange() {
        define(COMMANDS, DATA);
        String one = register();
        String other = register();
        String suspended = register();
        given().happened(NOON, suspension(suspended));
        List<String> devices = Stream.of(one, other).sorted().toList();

        JsonNode preview = preview("", DATA, SECRET).is(200).json();

        assertThat(preview.propertyNames())
                .containsExactly(
                        "type",
                        "version_now",
                        "devices_affected",
                        "rules_added",
                        "rules_removed",
                        "messages_now",
                        "messages_then",
                        "devices",
                        "next_cursor",
                        "diff");
        assertThat(preview.path("type").asString()).isEqualTo(type);
        assertThat(preview.path("version_now").asLong()).isOne();
        assertThat(preview.path("devices_affected").asLong()).isEqualTo(2);
        assertThat(preview.path("rules_added").toString()).isEqualTo("[" + SECRET + "]");
        assertThat(preview.path("rules_removed").toString()).isEqualTo("[" + COMMANDS + "]");
        assertThat(ids(preview)).isEqualTo(devices);
        assertThat(preview.path("devices").path(0).path("name"))
                .isEqualTo(operator.get("/device/" + devices.getFirst()).json().path("name"));
        assertThat(preview.path("next_cursor").isNull()).isTrue();
        assertThat(preview.path("diff").asString()).isEqualTo("""
                --- now
                +++ then
                @@ -1,8 +1,8 @@
                 user %1$s
                -topic read devices/%1$s/cmd/#
                 topic write devices/%1$s/data
                +topic deny devices/+/secret
                \s
                 user %2$s
                -topic read devices/%2$s/cmd/#
                 topic write devices/%2$s/data
                +topic deny devices/+/secret
                \s
                """.formatted(devices.getFirst(), devices.getLast()));
    }

    @Test
    void isPreviewedByThePage() {
        List<String> devices = Stream.generate(this::register).limit(3).sorted().toList();

        JsonNode first = preview("?limit=2", DATA).is(200).json();
        JsonNode second = preview("?limit=2&cursor=" + first.path("next_cursor").asString(), DATA)
                .is(200)
                .json();

        assertThat(ids(first)).isEqualTo(devices.subList(0, 2));
        assertThat(ids(second)).isEqualTo(devices.subList(2, 3));
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(second.path("devices_affected").asLong()).isEqualTo(3);
        assertThat(second.path("diff").asString()).contains(devices.getLast()).doesNotContain(devices.getFirst());
    }

    @Test
    void isNotDefinedByAPreview() {
        String id = register();
        long before = given().head();
        String template = operator.get("/acl-templates/" + type).text();

        preview("", DATA).is(200);

        assertThat(operator.get("/acl-templates/" + type).text()).isEqualTo(template);
        assertThat(topics(id)).containsExactly("devices/" + id + "/#");
        assertThat(given().head()).isEqualTo(before);
    }

    @Test
    void changesNothingIfItIsTheSame() {
        register();

        JsonNode preview = preview("", ALL).is(200).json();

        assertThat(preview.path("rules_added").isEmpty()).isTrue();
        assertThat(preview.path("rules_removed").isEmpty()).isTrue();
        assertThat(preview.path("diff").asString()).isEmpty();
    }

    @Test
    void saysWhatBecomesOfMessagesUntilAnotherOneSaysNothing() {
        given().happened(
                        NOON,
                        new AclTemplateDefined(type, ++version, List.of(rule(DATA)), null, MessagesAfterLoss.PURGE));

        JsonNode preview = preview("", DATA).is(200).json();
        assertThat(preview.path("messages_now").asString()).isEqualTo("purge");
        assertThat(preview.path("messages_then").isNull()).isTrue();
        assertThat(preview.path("diff").asString()).isEmpty();

        define(DATA);
        assertThat(operator.get("/acl-templates/" + type)
                        .is(200)
                        .json()
                        .path("messages_after_loss")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("org.deviceonboarding.domain.fixture.WrongTemplate#all")
    void isRefusedAsAPreviewWithEveryFaultNamed(WrongTemplate wrong) {
        operator.postJson("/acl-templates/" + type + "/preview", wrong.body()).isInvalid(wrong.fields());
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal-canary", "%20pump", "-a", "a%2Bb", "a%23", "=1", "a%22b", "a%27b"})
    void isOfNoTypeThatDevicesCannotHave(String odd) {
        operator.get("/acl-templates/" + odd).isInvalid("type");
        operator.postJson("/acl-templates/" + odd + "/preview", rules(DATA)).isInvalid("type");
    }

    private void define(String... rules) {
        given().happened(
                        NOON,
                        new AclTemplateDefined(
                                type,
                                ++version,
                                Stream.of(rules).map(TemplateReadTest::rule).toList(),
                                null));
    }

    private static TemplateRule rule(String json) {
        return JsonMapper.shared().readValue(json, TemplateRule.class);
    }

    private static DeviceSuspended suspension(String id) {
        return new DeviceSuspended(new DeviceId(id), List.of(), null);
    }

    private Answer preview(String query, String... rules) {
        return operator.postJson("/acl-templates/" + type + "/preview" + query, rules(rules));
    }

    private String register() {
        GivenDevice device = GivenDevice.until(NOON);
        given().happened(NOON, device.registered("pump " + device.id(), type), device.issued());
        return device.id().value();
    }

    private List<String> topics(String id) {
        return operator.get("/device/" + id)
                .is(200)
                .json()
                .path("topics")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> ids(JsonNode preview) {
        return preview.path("devices")
                .valueStream()
                .map(device -> device.path("device_id").asString())
                .toList();
    }

    private static String rules(String... rules) {
        return "{\"rules\": [" + String.join(", ", rules) + "]}";
    }
}
