package org.deviceonboarding.portal.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the module {@code log} knows how the log is stored: all others use what it offers. */
@DisplayName("How the log is stored")
class LogTablesTest {
    private static final Pattern NAMES = Pattern.compile(
            "(?i)\\b(domain_event_entry|snapshot_event_entry|token_entry|log_reader|event_log|log_position_at)\\b");

    /** {@code bench} measures the tables themselves. */
    private static final Set<String> MODULES_THAT_MAY_KNOW = Set.of("log", "bench");

    /** What a database was migrated with never changes. */
    private static final Set<String> MIGRATIONS_OF_THE_PAST =
            Set.of("V16__certified_keys.sql", "V20__certificate_ends.sql");

    @Test
    void isKnownToTheLogAlone() throws IOException {
        Map<String, String> texts = texts();

        assertThat(texts).as("files that were looked at").hasSizeGreaterThan(500);
        assertThat(texts.keySet()).containsAll(MIGRATIONS_OF_THE_PAST);
        assertThat(texts.entrySet().stream().filter(file -> knows(file.getValue())))
                .extracting(Map.Entry::getKey)
                .as("files outside the module log that name a table of the log")
                .containsExactlyInAnyOrderElementsOf(MIGRATIONS_OF_THE_PAST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select max(global_index) from domain_event_entry",
                "DELETE FROM TOKEN_ENTRY",
                "\"snapshot_event_entry\"",
                "select * from event_log",
                "select log_position_at(now())"
            })
    void isKnownToWhoeverSays(String text) {
        assertThat(knows(text)).isTrue();
    }

    private static boolean knows(String text) {
        return NAMES.matcher(text).find();
    }

    /** Sources and resources of production code, by the names of their files. */
    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            List<Path> roots = modules.filter(module ->
                            !MODULES_THAT_MAY_KNOW.contains(module.getFileName().toString()))
                    .map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(LogTablesTest::isText).toList()) {
                        texts.merge(file.getFileName().toString(), Files.readString(file), String::concat);
                    }
                }
            }
        }
        return texts;
    }

    private static boolean isText(Path file) {
        return Stream.of(".java", ".sql", ".yaml", ".yml", ".properties", ".xml")
                .anyMatch(file.toString()::endsWith);
    }
}
