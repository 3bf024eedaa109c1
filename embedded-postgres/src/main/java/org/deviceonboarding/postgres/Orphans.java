package org.deviceonboarding.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The leftover processes of a server whose main process died. Most end by themselves. A busy one goes on in the shared
 * memory, and a new server beside it would write the same files. PostgreSQL's own guard against that is in the file
 * that {@link PidFile#delete} removes.
 *
 * @param data the server's directory, in which its processes run
 */
record Orphans(Path data) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Kills the processes, as a power failure would: everything that was committed is in the write-ahead log. */
    void end() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (List<ProcessHandle> left = left(); !left.isEmpty(); left = left()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("processes " + left + " of the server that died do not end");
            }
            left.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(LOOK_AGAIN);
        }
    }

    // One that ended and that nobody reaps has no directory any more.
    private List<ProcessHandle> left() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    // Where there is no /proc, nobody is found, and the server's own waiting has to do.
    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                            .equals(data)
                    && process.info()
                            .command()
                            .filter(name -> Path.of(name).endsWith("postgres"))
                            .isPresent();
        } catch (IOException e) {
            return false; // It has gone, or is somebody else's.
        }
    }
}
