package org.deviceonboarding.acl.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Files full of zeros over which the next generations of a file are written, so that nothing else takes their space.
 * On file systems that write changed blocks elsewhere (btrfs, ZFS) the files help because they can be deleted.
 */
record PreallocatedFiles(Path target) {
    static final int GENERATIONS = 2;
    private static final long SLACK = 64 << 10;
    private static final int PIECE = 64 << 10;

    private List<Path> files() {
        return IntStream.rangeClosed(1, GENERATIONS)
                .mapToObj(n -> target.resolveSibling("." + target.getFileName() + ".spare" + n))
                .toList();
    }

    /** Returns how many of the files are as large as the current generation. */
    int count() throws IOException {
        long size = Files.exists(target) ? Files.size(target) : 0;
        int count = 0;
        for (Path file : files()) {
            count += Files.exists(file) && Files.size(file) >= size ? 1 : 0;
        }
        return count;
    }

    /** Renames one of the files to the draft. Returns whether there was one. */
    boolean take(Path draft) throws IOException {
        Optional<Path> one = files().stream().filter(Files::exists).findFirst();
        if (one.isPresent()) {
            Files.move(one.get(), draft, StandardCopyOption.ATOMIC_MOVE);
        }
        return one.isPresent();
    }

    /** Takes such a file back, or deletes it if none is missing. */
    void putBack(Path draft) throws IOException {
        Optional<Path> place =
                files().stream().filter(file -> !Files.exists(file)).findFirst();
        if (place.isPresent()) {
            Files.move(draft, place.get(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(draft);
        }
    }

    /** Makes the files as large as the next generation may be. Without a first generation there are none. */
    void restore() throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        long size = Files.size(target);
        long wanted = size + size / 4 + SLACK;
        for (Path file : files()) {
            extend(file, wanted);
        }
    }

    void giveBack() {
        for (Path file : files()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // What cannot even be deleted gives no space.
            }
        }
    }

    private static void extend(Path file, long wanted) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
            if (channel.size() > 2 * wanted) {
                channel.truncate(wanted);
            }
            while (channel.size() < wanted) {
                int piece = (int) Math.min(PIECE, wanted - channel.size());
                channel.write(ByteBuffer.allocate(piece), channel.size());
            }
        }
    }
}
