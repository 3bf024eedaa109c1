package org.deviceonboarding.cli.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Creates files and folders that only their owner can read, from the first byte on. */
public final class OwnersFile {
    private OwnersFile() {}

    public static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Creates a draft in the folder of the final file. */
    public static Path create(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("There is no folder for " + target);
        }
        return Files.createTempFile(folder, target.getFileName() + ".", ".part", only("rw-------"));
    }

    /** Creates a file; fails if the file exists. */
    public static Path createNew(Path target) throws IOException {
        return Files.createFile(target, only("rw-------"));
    }

    /** Creates a folder and its parents if they are missing. */
    public static void folder(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, only("rwx------"));
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
