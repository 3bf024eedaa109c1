package org.deviceonboarding.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Creates directories with mode 0700 and files with 0600, so that they are never open to others, not even for a
 * moment.
 */
public final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS_AND_WRITES =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** Makes the directory and those above it as far as they are missing. */
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, OWNER_ONLY);
    }

    /**
     * The 256-bit secret kept in a file, as 64 hexadecimal digits; made if the file is not there. Of several processes that
     * make it at the same moment one wins and all get the winner's.
     */
    public static String secret(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            createOnce(file, HexFormat.of().formatHex(secret) + "\n", random);
        }
        return Files.readString(file).strip();
    }

    /** Makes the file whole or not at all; one that is there already stays as it is. */
    public static void createOnce(Path file, String content, SecureRandom random) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + Long.toHexString(random.nextLong()) + ".draft");
        try (FileChannel channel = FileChannel.open(draft, EnumSet.of(CREATE_NEW, WRITE), OWNER_READS_AND_WRITES)) {
            ByteBuffer bytes = UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        try {
            // A link fails where a rename would overwrite.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its content counts.
        } finally {
            Files.delete(draft);
        }
    }
}
