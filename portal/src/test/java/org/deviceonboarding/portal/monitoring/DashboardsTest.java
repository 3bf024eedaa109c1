package org.deviceonboarding.portal.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grafana is not there to load them, so this is what it needs of their shape. {@link AlertsTest} compares their metrics. */
@DisplayName("The dashboards")
class DashboardsTest {
    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    @Test
    void areOneForEachRoleAndOneForAll() throws IOException {
        Map<String, JsonNode> boards = Dashboards.all();

        assertThat(boards).containsOnlyKeys("acl.json", "command.json", "crl.json", "overview.json", "query.json");
        assertThat(boards.values().stream().map(board -> board.path("uid").asString()))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.matches("[a-zA-Z0-9_-]{1,40}"));
    }

    @Test
    void haveTheShapeThatGrafanaReads() throws IOException {
        Dashboards.all().forEach((file, board) -> {
            assertThat(board.path("title").asString()).as(file).isNotBlank();
            assertThat(board.path("schemaVersion").asInt()).as(file).isBetween(36, 42);
            assertThat(board.path("time").propertyNames()).as(file).containsExactlyInAnyOrder("from", "to");
            Set<String> variables =
                    new HashSet<>(board.path("templating").path("list").findValuesAsString("name"));
            Set<Integer> ids = new HashSet<>();
            Set<Integer> cells = new HashSet<>();
            for (JsonNode panel : board.path("panels")) {
                String name = file + ": " + panel.path("title").asString();
                assertThat(panel.path("title").asString()).as(file).isNotBlank();
                assertThat(ids.add(panel.path("id").asInt())).as(name).isTrue();
                assertThat(panel.path("type").asString()).as(name).isIn("stat", "timeseries");
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asString())
                        .as(name)
                        .isNotBlank();
                occupy(cells, panel.path("gridPos"), name);
                assertThat(panel.path("targets").size()).as(name).isPositive();
                Set<String> letters = new HashSet<>();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(letters.add(target.path("refId").asString()))
                            .as(name)
                            .isTrue();
                    assertThat(target.path("datasource").path("type").asString())
                            .as(name)
                            .isEqualTo("prometheus");
                    assertThat(target.path("expr").asString()).as(name).contains("{job=\"$job\"}");
                }
                assertThat(VARIABLE.matcher(panel.toString()).results().map(found -> found.group(1)))
                        .as(name)
                        .isSubsetOf(variables);
            }
            assertThat(ids).as(file).hasSizeGreaterThan(5);
        });
    }

    private static void occupy(Set<Integer> cells, JsonNode place, String name) {
        int x = place.path("x").asInt();
        int y = place.path("y").asInt();
        assertThat(x + place.path("w").asInt()).as(name).isBetween(1, COLUMNS);
        for (int row = y; row < y + place.path("h").asInt(); row++) {
            for (int column = x; column < x + place.path("w").asInt(); column++) {
                assertThat(cells.add(row * COLUMNS + column)).as(name).isTrue();
            }
        }
    }

    @Test
    void askWhatPrometheusUnderstands(@TempDir Path directory) throws Exception {
        List<String> expressions = Dashboards.expressions();
        Path rules = directory.resolve("panels.yml");
        Files.writeString(
                rules,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "groups",
                                List.of(Map.of(
                                        "name",
                                        "panels",
                                        "rules",
                                        IntStream.range(0, expressions.size())
                                                .mapToObj(
                                                        n -> Map.of("record", "panel:" + n, "expr", expressions.get(n)))
                                                .toList())))));

        TestTool.succeed(directory, List.of("promtool", "check", "rules", rules.toString()));
    }
}
