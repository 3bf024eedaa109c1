package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A template that is looked at")
class TemplateReadTest extends PortalTest {
    private static final String ALL = "{\"access\":\"readwrite\",\"topic\":\"devices/{device_id}/#\"}";
    private static final String DATA = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
    private static final String COMMANDS = "{\"access\":\"read\",\"topic\":\"devices/{device_id}/cmd/#\"}";
    private static final String SECRET = "{\"access\":\"deny\",\"topic\":\"devices/+/secret\"}";

    private final String type = "type-" + UUID.randomUUID();
    private Caller operator;

    @Autowired
    private EventProcessingConfiguration processors;

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
        Instant before = Instant.now().minusSeconds(1);
        Answer defined = admin().putJson("/acl-templates/" + type, """
                {"rules": [%s, %s], "comment": "finer"}""".formatted(DATA, SECRET))
                .is(200);

        JsonNode template = operator.get("/acl-templates/" + type).is(200).json();

        assertThat(template.propertyNames())
                .containsExactly(
                        "type", "version", "rules", "messages_after_loss", "comment", "defined_at", "position");
        assertThat(template.path("type").asString()).isEqualTo(type);
        assertThat(template.path("version").asLong()).isEqualTo(2);
        assertThat(template.path("rules").toString()).isEqualTo("[%s,%s]".formatted(DATA, SECRET));
        assertThat(template.path("comment").asString()).isEqualTo("finer");
        assertThat(Instant.parse(template.path("defined_at").asString())).isAfter(before);
        assertThat(template.path("position")).isEqualTo(defined.json().path("position"));
    }

    @Test
    void isListedByType() {
        for (String suffix : List.of(" a", " c", " b")) {
            admin().putJson("/acl-templates/" + type + suffix.replace(" ", "%20"), rules(DATA))
                    .is(200);
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
        operator.post("/suspend/" + id).is(200);
        assertThat(topics(id)).isEmpty();
    }

    @Test
    void isPreviewedWithWhatItWouldChange() {
        define(COMMANDS, DATA);
        String one = register();
        String other = register();
        String suspended = register();
        operator.post("/suspend/" + suspended).is(200);
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
        Written before = written();
        String template = operator.get("/acl-templates/" + type).text();

        preview("", DATA).is(200);

        assertThat(operator.get("/acl-templates/" + type).text()).isEqualTo(template);
        assertThat(topics(id)).containsExactly("devices/" + id + "/#");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void changesNothingIfItIsTheSame() {
        register();

        JsonNode preview = preview("", ALL).is(200).json();

        assertThat(preview.path("rules_added").isEmpty()).isTrue();
        assertThat(preview.path("rules_removed").isEmpty()).isTrue();
        assertThat(preview.path("diff").asString()).isEmpty();
    }

    /** As the definition would be. */
    @ParameterizedTest
    @MethodSource("org.deviceonboarding.portal.web.AclTemplateTest#faults")
    void isRefusedAsAPreviewWithEveryFaultNamed(String body, List<String> fields) {
        operator.postJson("/acl-templates/" + type + "/preview", body).isInvalid(fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal-canary", "%20pump", "-a", "a%2Bb", "a%23", "=1", "a%22b", "a%27b"})
    void isOfNoTypeThatDevicesCannotHave(String odd) {
        operator.get("/acl-templates/" + odd).isInvalid("type");
        operator.postJson("/acl-templates/" + odd + "/preview", rules(DATA)).isInvalid("type");
    }

    @Test
    void isTheSameAfterAReplay() {
        define(COMMANDS);
        define(DATA, SECRET);
        String before = operator.get("/acl-templates?limit=500").is(200).text();
        PooledStreamingEventProcessor processor = processors
                .eventProcessor("acl-templates", PooledStreamingEventProcessor.class)
                .orElseThrow();

        processor.shutDown();
        processor.resetTokens();
        processor.start();

        assertThat(operator.get("/acl-templates?limit=500").is(200).text()).isEqualTo(before);
    }

    private void define(String... rules) {
        admin().putJson("/acl-templates/" + type, rules(rules)).is(200);
    }

    private Answer preview(String query, String... rules) {
        return operator.postJson("/acl-templates/" + type + "/preview" + query, rules(rules));
    }

    private String register() {
        return operator.postJson("/register", """
                        {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type))
                .is(201)
                .field("device_id");
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
