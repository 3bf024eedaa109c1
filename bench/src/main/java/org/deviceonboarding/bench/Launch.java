package org.deviceonboarding.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A way to start the portal: a name for tables, the command line and settings. */
record Launch(String label, List<String> command, Map<String, String> settings) {
    Launch {
        command = List.copyOf(command);
        settings = Map.copyOf(settings);
    }

    /** {@code java <options> -jar <jar>}, with the JDK of this process. */
    static Launch of(String label, Path jar, String... options) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return new Launch(label, command, Map.of());
    }

    /** {@code portal/run}, with the JDK of this process. */
    static Launch script(String label, Path script, String... options) {
        return new Launch(
                label,
                List.of(script.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PORTAL_JAVA_OPTIONS", String.join(" ", options)));
    }

    Launch with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new Launch(label, command, more);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
