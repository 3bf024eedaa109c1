package org.deviceonboarding.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The file {@code postmaster.pid}, which describes the server that runs, or ran, on a data directory. */
record PidFile(Path path) {
    private static final Path PROC = Path.of("/proc");
    private static final int PID = 0;
    private static final int PORT = 3;

    static PidFile of(Path data) {
        return new PidFile(data.resolve("postmaster.pid"));
    }

    OptionalInt port() throws IOException {
        return line(PORT).stream().mapToInt(Integer::parseInt).findFirst();
    }

    /**
     * Whether its process is a PostgreSQL that lives. PostgreSQL itself asks only whether the number is in use: in a
     * container a zombie nobody reaps, or another program with the same small number, would keep it from starting.
     */
    boolean alive() throws IOException {
        return line(PID)
                .flatMap(PidFile::program)
                .filter(program -> program.endsWith("postgres"))
                .isPresent();
    }

    // Java would look up more than the program, such as the name of the user, and this is asked all the time.
    private static Optional<Path> program(String pid) {
        if (!Files.exists(PROC.resolve("self"))) {
            return ProcessHandle.of(Long.parseLong(pid))
                    .flatMap(process -> process.info().command())
                    .map(Path::of);
        }
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid).resolve("exe")));
        } catch (IOException e) {
            return Optional.empty(); // It is gone, or a zombie.
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private Optional<String> line(int index) throws IOException {
        try {
            List<String> lines = Files.readAllLines(path);
            return lines.size() > index
                    ? Optional.of(lines.get(index).strip()).filter(s -> s.matches("\\d+"))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
