package org.deviceonboarding.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of the machine for a test. If the program is missing, the test fails and names the package that
 * contains it.
 */
public final class TestTool {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** The Debian packages of the programs that are not called like their package. */
    private static final Map<String, String> PACKAGES = Map.of(
            "mosquitto_pub", "mosquitto-clients",
            "mosquitto_sub", "mosquitto-clients",
            "mosquitto_passwd", "mosquitto",
            "psql", "postgresql-client",
            "promtool", "prometheus");

    private static final List<String> FOLDERS_OF_SERVERS =
            List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    public record Result(int exit, String output) {}

    private TestTool() {}

    /** Makes a folder for a test; it stays until the next clean build. */
    public static Path workDirectory(String name) throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, name);
    }

    /** Returns the path of a server's program, which may be outside the PATH; otherwise its name. */
    public static String find(String program) {
        return FOLDERS_OF_SERVERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(program);
    }

    public static Process start(Path directory, Path output, List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            return fail(missing(command.getFirst()), e);
        }
    }

    /** What to do about a program that is not there. */
    static String missing(String program) {
        return "needs " + program + ": apt-get install " + PACKAGES.getOrDefault(program, program);
    }

    public static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        return run(directory, command, DEADLINE);
    }

    private static Result run(Path directory, List<String> command, Duration deadline)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "tool", ".out");
        try {
            Process process = start(directory, output, command);
            if (!process.waitFor(deadline)) {
                process.destroyForcibly();
                fail(command + " took too long: " + Files.readString(output));
            }
            return new Result(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Runs a program that must exit with 0. */
    public static void succeed(Path directory, List<String> command) throws IOException, InterruptedException {
        succeed(directory, command, DEADLINE);
    }

    /** The same for a program that may take longer than others. */
    public static void succeed(Path directory, List<String> command, Duration deadline)
            throws IOException, InterruptedException {
        Result result = run(directory, command, deadline);
        assertThat(result.exit()).as(command + " " + result.output()).isZero();
    }
}
