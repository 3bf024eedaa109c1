package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Sends SIGHUP to a process. {@link ProcessHandle} cannot, and starting a program for it takes as long as the rest of a release.
 */
final class ReloadSignal {
    private static final int SIGHUP = 1;
    private static final MethodHandle KILL = kill();
    private static final Duration STARTING = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final String CAUGHT = "SigCgt:";

    private ReloadSignal() {}

    /**
     * Sends the signal as soon as the process handles it. A Mosquitto that is still starting would die of it, and with a large ACL
     * the start of version 2.0 takes many seconds.
     *
     * @throws IOException if the process is gone or not ours, or does not get as far
     */
    static void to(long pid) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (isDeadly(pid)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The broker (process " + pid + ") is still starting");
            }
            Thread.sleep(GLANCE);
        }
        if (send(Math.toIntExact(pid)) != 0) {
            throw new IOException("The broker (process " + pid + ") is gone, or runs as another user");
        }
    }

    private static int send(int pid) {
        try {
            return (int) KILL.invokeExact(pid, SIGHUP);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The POSIX function kill. */
    @SuppressWarnings("restricted")
    private static MethodHandle kill() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
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
