package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.broker.OperatorCommand;

/** Sends SIGHUP, which Java itself cannot send. */
final class ReloadSignal {
    private static final Duration STARTING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final String CAUGHT = "SigCgt:";

    private ReloadSignal() {}

    /**
     * Sends it as soon as the process has a use for it: a Mosquitto that still starts, which takes 2.0 many seconds with a
     * large ACL, would die of it.
     *
     * @throws IOException if the process is gone, or does not get as far
     */
    static void to(long pid) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (isDeadly(pid)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The broker (process " + pid + ") is still starting");
            }
            Thread.sleep(GLANCE);
        }
        new OperatorCommand(List.of("/bin/sh", "-c", "kill -HUP \"$1\"", "sh", Long.toString(pid))).run();
    }

    // SIGHUP is the first bit (proc(5)). Where nobody tells, it has to be tried.
    private static boolean isDeadly(long pid) {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return status.filter(line -> line.startsWith(CAUGHT))
                    .map(line -> line.substring(CAUGHT.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 1) == 0);
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }
}
