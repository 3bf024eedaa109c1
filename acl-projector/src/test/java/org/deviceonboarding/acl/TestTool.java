package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs a program of the machine that a test cannot do without. */
public final class TestTool {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    public record Result(int exit, String output) {}

    private TestTool() {}

    /** A folder that stays to be looked at until the next clean build. */
    public static Path workDirectory(String name) throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, name);
    }

    private static Process start(Path directory, Path output, List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            String program = command.getFirst();
            String debianPackage = program.startsWith("mosquitto_") ? "mosquitto-clients" : program;
            return fail("needs " + program + ": apt-get install " + debianPackage, e);
        }
    }

    public static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "tool", ".out");
        try {
            Process process = start(directory, output, command);
            if (!process.waitFor(DEADLINE)) {
                process.destroyForcibly();
                fail(command + " took too long: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(output);
        }
    }
}
