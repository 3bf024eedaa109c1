package org.deviceonboarding.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Writes several files of one folder atomically.
 *
 * <p>All files are first written as drafts beside their places and synced. Renaming the first draft is the commit: before it, no
 * draft counts; after it, the other drafts only have to be renamed.
 *
 * @param names the file names in the order of writing and renaming
 */
record AtomicFileSet(Path folder, List<String> names) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    boolean any() {
        return names.stream().anyMatch(name -> Files.exists(draft(name)));
    }

    void writeSecret(String name, byte[] content) throws IOException {
        write(name, content, OWNER_ONLY);
    }

    void writePublic(String name, byte[] content) throws IOException {
        write(name, content, PUBLIC);
    }

    private void write(String name, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draft(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(mode))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    void commit() throws IOException {
        sync();
        finish();
    }

    /** Completes or discards the drafts after a crash. */
    void settle() throws IOException {
        if (Files.exists(draft(names.getFirst()))) {
            discard();
        } else {
            finish();
        }
    }

    private void discard() throws IOException {
        for (String name : names.reversed()) {
            Files.deleteIfExists(draft(name));
        }
    }

    private void finish() throws IOException {
        for (String name : names) {
            if (Files.exists(draft(name))) {
                Files.move(draft(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                sync();
            }
        }
    }

    private void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Path draft(String name) {
        return folder.resolve(name + ".draft");
    }
}
