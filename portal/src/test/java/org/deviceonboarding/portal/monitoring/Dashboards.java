package org.deviceonboarding.portal.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards for Grafana, as they are in {@code deploy/monitoring/dashboards}. */
final class Dashboards {
    private static final Path FOLDER = Path.of("..", "deploy", "monitoring", "dashboards");

    private Dashboards() {}

    /** Each dashboard by the name of its file. */
    static SortedMap<String, JsonNode> all() throws IOException {
        SortedMap<String, JsonNode> boards = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.forEach(file -> boards.put(
                    file.getFileName().toString(), JsonMapper.shared().readTree(file)));
        }
        return boards;
    }

    /** The queries of all panels. */
    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode board : all().values()) {
            for (JsonNode panel : board.path("panels")) {
                panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").asString()));
            }
        }
        return expressions;
    }
}
