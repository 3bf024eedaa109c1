package org.deviceonboarding.portal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chart, as Helm renders it, and the manifests made from it. No cluster runs them here. */
@DisplayName("The Helm chart")
class ChartTest {
    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();

    /** Of the Prometheus operator, whose types the Kubernetes client does not have. */
    private static final String SERVICE_MONITOR = "ServiceMonitor";

    private static Chart chart;

    @TempDir
    private Path directory;

    @BeforeAll
    static void render() {
        chart = Chart.render(Map.of("migration.hook", false)); // else it is a hook, which this does not show
    }

    @Test
    void rendersObjectsThatKubernetesDefines() {
        assertThat(chart.objects()).hasSizeGreaterThan(20);
        assertValid(chart);
        assertValid(Chart.render(Map.of(
                "ingress.enabled", false,
                "roles.command.autoscaling.enabled", false,
                "networkPolicy.enabled", false,
                "serviceMonitor.enabled", false,
                "migration.enabled", false)));
    }

    @Test
    void noticesWhatKubernetesDoesNotDefine() {
        ObjectNode wrong = (ObjectNode) chart.ofKind("Deployment").getFirst().deepCopy();
        ((ObjectNode) wrong.path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0))
                .put("imagePolicy", "Always");

        assertThatCode(() -> Chart.check(wrong)).rootCause().hasMessageContaining("imagePolicy");
    }

    @Test
    void isWhatTheManifestsWereMadeFrom() throws IOException {
        Path file = DEPLOY.resolve("kubernetes/portal.yaml");
        String made = Chart.render(Map.of("migration.hook", false, "inlineFiles", false))
                .text();
        if (Boolean.getBoolean("portal.writeManifests")) {
            Files.writeString(file, made);
        }

        assertThat(file)
                .as("docs/deployment.md says how to make it again")
                .content()
                .isEqualTo(made);
    }

    @Test
    void hasManifestsThatKustomizeReads() throws Exception {
        Path output = directory.resolve("all.yaml");
        TestTool.succeed(directory, List.of("kubectl", "kustomize", DEPLOY.toString(), "--output", output.toString()));

        assertThat(Chart.read(Files.readString(output)).objects())
                .hasSize(chart.objects().size() + 1);
    }

    @Test
    void setsOnlyWhatTheSettingsExplain() throws IOException {
        Set<String> used = new TreeSet<>();
        chart.ofKind("ConfigMap").stream()
                .filter(map -> map.path("data").has("PORTAL_ROLES"))
                .forEach(map -> used.addAll(map.path("data").propertyNames()));
        containers()
                .filter(container -> container.path("image").asString().startsWith("device-onboarding/"))
                .forEach(container -> container
                        .path("env")
                        .forEach(variable -> used.add(variable.path("name").asString())));

        assertThat(used).contains("PORTAL_ROLES", "BROKER_RELOAD_COMMAND", "PUBLIC_URL");
        assertThat(SettingsPage.names()).containsAll(used);
    }

    @Test
    void givesNoContainerMoreThanItNeeds() {
        assertThat(chart.pods()).hasSize(5).allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("securityContext").path("runAsUser").asInt()).isPositive();
            assertThat(pod.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asString())
                    .isEqualTo("RuntimeDefault");
        });
        assertThat(containers()).hasSize(8).allSatisfy(container -> {
            JsonNode security = container.path("securityContext");
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("capabilities").path("drop").path(0).asString())
                    .isEqualTo("ALL");
            assertThat(container.path("resources").path("limits").propertyNames())
                    .containsExactlyInAnyOrder("cpu", "memory");
            assertThat(container.path("image").asString()).matches("[a-z/-]+:v?\\d.*");
        });
    }

    @Test
    void refersToNothingThatItLacks() {
        Set<String> maps = names("ConfigMap");
        chart.pods().forEach(pod -> {
            Set<String> volumes = new HashSet<>(pod.path("volumes").findValuesAsString("name"));
            volumes.add("broker"); // a claim of the StatefulSet
            pod.findValues("configMap")
                    .forEach(map -> assertThat(maps).contains(map.path("name").asString()));
            pod.findValues("configMapRef")
                    .forEach(map -> assertThat(maps).contains(map.path("name").asString()));
            pod.findValues("volumeMounts")
                    .forEach(mounts -> assertThat(volumes).containsAll(mounts.findValuesAsString("name")));
        });
        chart.ofKind("HorizontalPodAutoscaler")
                .forEach(scaler -> assertThat(names("Deployment"))
                        .contains(scaler.path("spec")
                                .path("scaleTargetRef")
                                .path("name")
                                .asString()));
    }

    private static void assertValid(Chart rendered) {
        assertThat(rendered.objects())
                .filteredOn(object -> !object.path("kind").asString().equals(SERVICE_MONITOR))
                .allSatisfy(object -> assertThatCode(() -> Chart.check(object)).doesNotThrowAnyException());
    }

    private static Stream<JsonNode> containers() {
        return chart.pods().stream()
                .flatMap(pod -> Stream.concat(
                        pod.path("containers").valueStream(),
                        pod.path("initContainers").valueStream()));
    }

    private static Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        chart.ofKind(kind)
                .forEach(
                        object -> names.add(object.path("metadata").path("name").asString()));
        return names;
    }
}
