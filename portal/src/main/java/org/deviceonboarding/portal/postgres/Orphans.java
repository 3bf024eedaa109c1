package org.deviceonboarding.portal.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes of a server whose first process died. Most leave by themselves; one that is busy works on in the shared memory, and
 * a server started beside it would write the same files. PostgreSQL's own guard against that is in the file that
 * {@link PidFile#delete} removes.
 *
 * @param data the server's directory, in which its processes run
 */
record Orphans(Path data) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Ends them, as the kernel would if the machine went down: what was committed is in the write-ahead log. */
    void end() throws IOException, InterruptedException {
        List<ProcessHandle> left =
                ProcessHandle.allProcesses().filter(this::worksHere).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle orphan : left) {
            try {
                orphan.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + orphan.pid() + " of the server that died does not end", e);
            }
        }
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
