package org.deviceonboarding.portal.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of settings that {@code docs/settings.md} explains. */
final class SettingsPage {
    private static final Path FILE = Path.of("..", "docs", "settings.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");
    private static final Pattern LINE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=");

    private SettingsPage() {}

    static Set<String> names() throws IOException {
        return found(NAME, FILE).collect(Collectors.toSet());
    }

    /** The names of the settings in a file of lines {@code NAME=value}. */
    static Set<String> in(Path environmentFile) throws IOException {
        return found(LINE, environmentFile).collect(Collectors.toSet());
    }

    private static Stream<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1));
    }
}
