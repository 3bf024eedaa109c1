package org.deviceonboarding.acl.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the Mosquitto that is installed on this machine, its version and its plugin. */
public final class MosquittoProgram {
    // Debian keeps it out of a user's PATH.
    private static final List<String> USUAL_PLACES = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");
    private static final List<Path> USUAL_LIBRARIES = Stream.of("/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")
            .map(Path::of)
            .toList();

    private static final Pattern VERSION = Pattern.compile("mosquitto version (\\d+\\.\\d+\\.\\d+)");
    private static final int OUTPUT = 4096;

    private MosquittoProgram() {}

    public static Optional<Path> find() {
        String path = System.getenv("PATH");
        Stream<String> directories = path == null ? Stream.of() : Stream.of(path.split(File.pathSeparator));
        return Stream.concat(directories, USUAL_PLACES.stream())
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns the version that the program prints, such as {@code 2.0.11}; empty if it prints none. */
    static Optional<String> version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-h")
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                Matcher version =
                        VERSION.matcher(new String(process.getInputStream().readNBytes(OUTPUT), UTF_8));
                return version.find() ? Optional.of(version.group(1)) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Whether that version may crash after a reload while devices are away whose sessions expire. */
    static boolean mayCrash(String version) {
        return version.startsWith("2.0.");
    }

    /**
     * Finds the dynamic-security plugin. It looks first beside that program, because a plugin of another version may keep the
     * broker from starting.
     */
    static Optional<Path> plugin(Optional<Path> program) {
        return Stream.concat(program.flatMap(MosquittoProgram::libraries).stream(), USUAL_LIBRARIES.stream())
                .flatMap(MosquittoProgram::withChildren)
                .map(directory -> directory.resolve("mosquitto_dynamic_security.so"))
                .filter(Files::isReadable)
                .findFirst();
    }

    // Of /usr/local/sbin/mosquitto they are in /usr/local/lib.
    private static Optional<Path> libraries(Path program) {
        try {
            Path prefix = program.toRealPath().resolve("../..").normalize();
            return Optional.of(prefix.resolve("lib"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Stream<Path> withChildren(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return Stream.concat(Stream.of(directory), children.sorted().toList().stream());
        } catch (IOException _) {
            return Stream.of();
        }
    }

    /** Whether a process may be a Mosquitto, as far as the system tells. */
    static boolean mayBe(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()).startsWith("mosquitto"))
                .orElse(true);
    }

    /** Whether a process surely is a Mosquitto with that configuration file. */
    static boolean runsWith(Path conf, ProcessHandle process) {
        return process.info().command().isPresent()
                && mayBe(process)
                && Stream.of(process.info().arguments().orElse(new String[0])).anyMatch(conf.toString()::equals);
    }
}
