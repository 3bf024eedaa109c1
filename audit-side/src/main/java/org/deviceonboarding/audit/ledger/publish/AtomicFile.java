package org.deviceonboarding.audit.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** A file that everybody may read and that is replaced in one step: a reader sees the old content or the new. */
public record AtomicFile(Path path) {
    public void write(String content) throws IOException {
        Path place = path.toAbsolutePath();
        Path draft =
                Files.createTempFile(Objects.requireNonNull(place.getParent()), "" + place.getFileName(), ".draft");
        try {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            try (FileChannel channel = FileChannel.open(draft, WRITE)) {
                ByteBuffer bytes = UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, place, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
