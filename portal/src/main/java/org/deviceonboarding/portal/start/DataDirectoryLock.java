package org.deviceonboarding.portal.start;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.deviceonboarding.access.start.StartRefused;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a data directory, which one process at a time can hold. The kernel releases it when the process ends in
 * any way.
 */
final class DataDirectoryLock {
    private static final String FILE = "portal.lock";

    private final FileChannel file;

    private DataDirectoryLock(FileChannel file) {
        this.file = file;
    }

    /** @throws StartRefused if another process has it */
    static DataDirectoryLock take(Path directory) {
        try {
            FileChannel file = FileChannel.open(directory.resolve(FILE), CREATE, WRITE);
            try {
                if (lock(file) != null) {
                    return new DataDirectoryLock(file);
                }
            } catch (OverlappingFileLockException e) {
                return new DataDirectoryLock(file); // This very process has it already.
            } catch (IOException e) {
                file.close();
                throw e;
            }
            file.close();
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory " + directory.toAbsolutePath() + " cannot be locked: " + e,
                    "Set DATA_DIR to a directory on a file system that has locks.",
                    e);
        }
        throw new StartRefused(
                "The data directory " + directory.toAbsolutePath() + " is in use by another portal",
                "End that one first, or give this one a DATA_DIR of its own; CA_ROOT_PATH, LEDGER_KEY_FILE and SECRET_KEY"
                        + " may be the same for both.");
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        return file.tryLock();
    }

    void release() throws IOException {
        file.close();
    }
}
