package org.deviceonboarding.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, unpacked once for all tests. */
final class Programs {
    private static final Path UNPACKED = Path.of("target", "postgres-programs").toAbsolutePath();

    private Programs() {}

    /** Spares an embedded server the unpacking of its programs. */
    static void lendTo(Path directory) throws IOException {
        PostgresBinaries.unpack(Files.createDirectories(UNPACKED));
        Files.createSymbolicLink(directory.resolve("bin"), UNPACKED);
    }
}
