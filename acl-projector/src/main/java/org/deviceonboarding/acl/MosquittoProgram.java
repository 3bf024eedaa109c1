package org.deviceonboarding.acl;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Mosquitto as a program on this machine. */
final class MosquittoProgram {
    // Debian keeps it out of a user's PATH.
    private static final List<String> USUAL_PLACES = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    private MosquittoProgram() {}

    static Optional<Path> find() {
        String path = System.getenv("PATH");
        Stream<String> directories = path == null ? Stream.of() : Stream.of(path.split(File.pathSeparator));
        return Stream.concat(directories, USUAL_PLACES.stream())
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether a process is Mosquitto, as far as we may see. */
    static boolean mayBe(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("mosquitto"))
                .orElse(true);
    }

    /** Whether a process is Mosquitto with that configuration file, for sure. */
    static boolean runsWith(Path conf, ProcessHandle process) {
        return process.info().command().isPresent()
                && mayBe(process)
                && Stream.of(process.info().arguments().orElse(new String[0])).anyMatch(conf.toString()::equals);
    }
}
