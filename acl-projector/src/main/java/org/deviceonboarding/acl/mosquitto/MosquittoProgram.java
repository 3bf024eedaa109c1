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

/** The Mosquitto that is installed on this machine. */
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

    /** What it says it is, as in {@code 2.0.11}; empty if it says nothing of the kind. */
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

    /** Whether one of that version may crash after a reload while devices with sessions that expire are away. */
    static boolean mayCrash(String version) {
        return version.startsWith("2.0.");
    }

    /**
     * The dynamic-security plugin, first the one that was installed with that program: one of another version may keep the
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
