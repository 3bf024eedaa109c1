package org.deviceonboarding.portal.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a unit of systemd starts, as which user, and with which environment. */
record InstalledUnit(List<String> command, String user, Map<String, String> environment) {
    private static final Pattern ASSIGNMENT = Pattern.compile("\"([A-Z_]+)=([^\"]*)\"|([A-Z_]+)=(\\S*)");

    static InstalledUnit read(Path file) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        List<String> command = List.of();
        String user = "";
        for (String line : Files.readAllLines(file)) {
            String value = line.substring(line.indexOf('=') + 1);
            if (line.startsWith("Environment=")) {
                ASSIGNMENT
                        .matcher(value)
                        .results()
                        .forEach(pair -> environment.put(
                                pair.group(1) == null ? pair.group(3) : pair.group(1),
                                pair.group(1) == null ? pair.group(4) : pair.group(2)));
            } else if (line.startsWith("ExecStart=")) {
                command = List.of(value.split(" "));
            } else if (line.startsWith("User=")) {
                user = value;
            }
        }
        return new InstalledUnit(command, user, environment);
    }
}
