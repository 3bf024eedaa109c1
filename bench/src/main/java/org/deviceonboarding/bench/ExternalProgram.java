package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is not part of this project. */
record ExternalProgram(String name, String remedy) {
    static final ExternalProgram OPENSSL = new ExternalProgram("openssl", "apt-get install openssl");
    static final ExternalProgram PGBENCH =
            new ExternalProgram("pgbench", "apt-get install postgresql-15 (or any later one)");
    static final ExternalProgram PSQL = new ExternalProgram("psql", "apt-get install postgresql-client");
    static final ExternalProgram MOSQUITTO = new ExternalProgram("mosquitto", "apt-get install mosquitto");

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    Optional<Path> find() {
        Stream<String> path = Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(folders -> Arrays.stream(folders.split(":", -1)));
        return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs the program and returns its output, including errors.
     *
     * @throws IOException if the program is missing, fails, or does not end within five minutes
     */
    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path program = find().orElseThrow(() -> new IOException("This needs " + name + ": " + remedy));
        return run(
                Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                        .toList(),
                environment);
    }

    static String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("bench-", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(command.getFirst() + (ended ? " failed: " : " did not end: ") + said.strip());
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
