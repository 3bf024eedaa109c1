package org.deviceonboarding.portal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code docker-compose.yml}, read with its anchors and merged keys. No engine runs it here. */
@DisplayName("The compose file")
class ComposeTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SCHEMA = Path.of("src", "test", "resources", "compose", "compose-spec.json");
    private static final Pattern EXACT =
            Pattern.compile("[a-z/-]+:v?\\d+\\.\\d+(\\.\\d+)?(-alpine)?|device-onboarding/portal");

    private static JsonNode file;
    private static JsonNode services;

    @BeforeAll
    static void read() throws IOException {
        Map<String, Object> yaml = new Yaml().load(Files.readString(CHECKOUT.resolve("docker-compose.yml")));
        file = JsonMapper.shared().valueToTree(yaml);
        services = file.path("services");
    }

    @Test
    void fitsTheSchemaOfCompose() throws IOException {
        ObjectNode definition = (ObjectNode) JsonMapper.shared().readTree(Files.readString(SCHEMA));
        definition.remove("$id"); // not absolute
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(definition);

        assertThat(schema.validate(file)).isEmpty();
    }

    @Test
    void hasTheServicesOfEachProfile() {
        assertThat(ofProfile("minimal")).containsExactlyInAnyOrder("database", "portal", "acl", "mosquitto");
        assertThat(ofProfile("cluster"))
                .containsExactlyInAnyOrder("database", "portal", "acl", "mosquitto", "command", "query", "nginx");
        assertThat(ofProfile("monitoring")).containsExactlyInAnyOrder("prometheus", "grafana", "node-exporter");
        assertThat(services.propertyNames()).hasSize(10);
    }

    @Test
    void setsOnlyWhatTheSettingsExplain() throws IOException {
        Set<String> used = new TreeSet<>();
        for (JsonNode service : services) {
            if (service.path("image").asString().equals("device-onboarding/portal")) {
                used.addAll(service.path("environment").propertyNames());
                for (JsonNode name : service.path("env_file")) {
                    used.addAll(SettingsPage.in(CHECKOUT.resolve(name.asString())));
                }
            }
        }

        assertThat(used).contains("PORTAL_ROLES", "SPRING_CONFIG_IMPORT");
        assertThat(SettingsPage.names()).containsAll(used);
    }

    @Test
    void givesNoServiceMoreThanItNeeds() {
        services.propertyStream().forEach(service -> {
            JsonNode settings = service.getValue();
            assertThat(settings.path("read_only").asBoolean())
                    .as(service.getKey())
                    .isTrue();
            assertThat(settings.path("cap_drop").path(0).asString())
                    .as(service.getKey())
                    .isEqualTo("ALL");
            assertThat(settings.path("security_opt").path(0).asString())
                    .as(service.getKey())
                    .isEqualTo("no-new-privileges:true");
            assertThat(settings.path("image").asString()).as(service.getKey()).matches(EXACT);
            assertThat(settings.path("environment").toString())
                    .as(service.getKey())
                    .doesNotContainPattern("(PASSWORD|SECRET_KEY)\":\"(?!/run/secrets/)");
            boolean signs = Set.of("portal", "command").contains(service.getKey());
            assertThat(settings.path("volumes").toString().contains("\"ca:/ca")).isEqualTo(signs);
            assertThat(settings.path("secrets").toString().contains("secret_key"))
                    .isEqualTo(signs);
        });
    }

    @Test
    void mountsFilesThatExist() {
        Set<String> mounted = new TreeSet<>();
        for (JsonNode service : services) {
            service.path("volumes")
                    .valueStream()
                    .map(volume -> volume.asString().split(":", 2)[0])
                    .filter(source -> source.startsWith("./"))
                    .forEach(mounted::add);
        }

        assertThat(mounted)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(CHECKOUT.resolve(name)).exists());
    }

    private static Set<String> ofProfile(String profile) {
        Set<String> names = new TreeSet<>();
        services.propertyStream()
                .filter(service ->
                        service.getValue().path("profiles").toString().contains('"' + profile + '"'))
                .forEach(service -> names.add(service.getKey()));
        return names;
    }
}
