package org.deviceonboarding.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a portal is started: a name for tables, and the command line. */
record Launch(String label, List<String> command) {
    Launch {
        command = List.copyOf(command);
    }

    /** {@code java <options> -jar <jar>}, on the JDK that runs this. */
    static Launch of(String label, Path jar, String... options) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return new Launch(label, command);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
