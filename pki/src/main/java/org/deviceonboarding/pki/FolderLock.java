package org.deviceonboarding.pki;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.deviceonboarding.pki.CaStoreException.Problem;
import org.jspecify.annotations.Nullable;

/** Locks a folder against all other threads and processes, until it is closed or the process dies. */
record FolderLock(FileChannel channel) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    static FolderLock take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            await(channel, folder);
            return new FolderLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void await(FileChannel channel, Path folder) throws IOException {
        long start = System.nanoTime();
        while (attempt(channel) == null) {
            if (System.nanoTime() - start > PATIENCE.toNanos() || !pause()) {
                throw new CaStoreException(Problem.LOCKED, folder + " is held by another process");
            }
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by a thread of this process.
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
