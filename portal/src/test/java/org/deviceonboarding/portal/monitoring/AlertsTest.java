package org.deviceonboarding.portal.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code deploy/monitoring}, as {@code promtool} reads them, and the metrics of a portal. */
@DisplayName("The alerts")
class AlertsTest {
    private static final Path FOLDER = Path.of("..", "deploy", "monitoring");
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final Pattern NO_METRIC =
            Pattern.compile("\\{[^}]*}|\\b(by|on|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(_[a-z]+)+\\b(?!\\s*\\()");

    private static List<JsonNode> rules;

    @TempDir
    private Path directory;

    @BeforeAll
    static void readRules() {
        rules = new ArrayList<>();
        for (JsonNode group : yaml("alerts.yml").path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        assertThat(rules).isNotEmpty();
    }

    @Test
    void areFilesThatPrometheusLoads() throws Exception {
        TestTool.succeed(FOLDER, List.of("promtool", "check", "rules", "alerts.yml"));
        TestTool.succeed(FOLDER, List.of("promtool", "check", "config", "prometheus.yml"));
    }

    @Test
    void fireWhenTheyShouldAndNotWhileAllIsWell() throws Exception {
        TestTool.succeed(FOLDER, List.of("promtool", "test", "rules", "alerts_test.yml"));

        Set<String> firing = yaml("alerts_test.yml").findValuesAsString("labels").stream()
                .map(labels -> labels.replaceFirst("\\{alertname=\"(\\w+)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(firing).as("alerts of which a case shows that they fire").isEqualTo(names());
    }

    @Test
    void useOnlyMetricsThatThePortalExports() throws IOException {
        int port = FreePort.find();
        try (ConfigurableApplicationContext _ = new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl,acl",
                        "--PORT=" + port,
                        "--DEVICE_PORT=off",
                        "--DATABASE_URL=" + TestPostgres.empty().url(),
                        "--DATA_DIR=" + directory.resolve("data"),
                        "--MQTT_BROKER_PORT=" + FreePort.find(),
                        "--BROKER_ADMIN_PORT=" + FreePort.find(),
                        "--LEDGER_CHECKPOINT_FILE=" + directory.resolve("checkpoint"),
                        "--RENEWAL_WEBHOOK_URL=http://localhost:" + FreePort.find(),
                        "--RENEWAL_WEBHOOK_SECRET=whsec_" + "A".repeat(32))) {
            // The first failure makes its counter.
            new Caller(port, "onb_wrong").get("/whoami").is(401);
            new Caller(
                            port,
                            Files.readString(directory.resolve("data/admin.key"))
                                    .strip())
                    .post("/revoke/" + UUID.randomUUID())
                    .is(404);

            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(exported(port)).containsAll(used()));
        }
    }

    @Test
    void sayWhatToDoAndWhereThatIsExplained() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "monitoring.md"));
        for (JsonNode rule : rules) {
            String name = rule.path("alert").asString();
            assertThat(page).contains("`" + name + "`");
            assertThat(rule.path("labels").path("severity").asString()).isIn("warning", "critical");
            JsonNode texts = rule.path("annotations");
            assertThat(texts.path("summary").asString()).as(name).isNotBlank();
            assertThat(texts.path("description").asString()).as(name).isNotBlank();
            String[] link = texts.path("docs").asString().split("#", 2);
            Path explanation = Path.of("..", link[0]);
            assertThat(explanation).as(name).isRegularFile();
            if (link.length == 2) {
                assertThat(anchors(explanation)).as(name).contains(link[1]);
            }
        }
    }

    private static Set<String> names() {
        return rules.stream().map(rule -> rule.path("alert").asString()).collect(Collectors.toSet());
    }

    /** The metrics that rules and dashboards use, except for {@code up}, which Prometheus makes. */
    private static Set<String> used() throws IOException {
        Set<String> metrics = new TreeSet<>();
        List<String> expressions = new ArrayList<>(Dashboards.expressions());
        rules.forEach(rule -> expressions.add(rule.path("expr").asString()));
        for (String expression : expressions) {
            String plain = NO_METRIC.matcher(expression).replaceAll(" ");
            METRIC.matcher(plain).results().forEach(found -> metrics.add(found.group()));
        }
        return metrics;
    }

    private static Set<String> exported(int port) {
        return new Caller(port, null)
                .get("/metrics")
                .is(200)
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static JsonNode yaml(String file) {
        return YAMLMapper.shared().readTree(FOLDER.resolve(file));
    }
}
