package org.deviceonboarding.acl.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is written beside the file that it will replace. It is durable, but not yet in force.
 *
 * @param spare whether it was written over reserved space
 */
public record StagedFile(Path path, Path target, boolean spare) {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-r-----");

    public static StagedFile write(Path target, String content) throws IOException {
        return write(target, content, OWNER_AND_GROUP);
    }

    /** Writes a file that only its owner may read. */
    public static StagedFile writeSecret(Path target, String content) throws IOException {
        return write(target, content, OWNER);
    }

    private static StagedFile write(Path target, String content, Set<PosixFilePermission> mode) throws IOException {
        Path path = target.resolveSibling("." + target.getFileName() + ".draft");
        Files.deleteIfExists(path);
        StagedFile draft = new StagedFile(path, target, new PreallocatedFiles(target).take(path));
        try (FileChannel channel = FileChannel.open(
                draft.path,
                Set.of(
                        draft.spare ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(mode))) {
            ByteBuffer bytes = UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(channel.position());
            if (mode.equals(OWNER_AND_GROUP)) {
                draft.openToTheGroup();
            }
            channel.force(true);
        } catch (IOException e) {
            draft.discard();
            throw e;
        }
        return draft;
    }

    /** Removes the file without putting it in force. Reserved space stays reserved; on a full disk others need the rest. */
    public void discard() throws IOException {
        if (spare) {
            new PreallocatedFiles(target).putBack(path);
        } else {
            Files.deleteIfExists(path);
        }
    }

    public String read() throws IOException {
        return Files.readString(path);
    }

    public void putInForce() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    // Mosquitto 2.0 lets everybody in if it may not read its ACL, and a umask may have taken the group's right away.
    private void openToTheGroup() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        GroupPrincipal group = Files.readAttributes(path.resolveSibling(""), PosixFileAttributes.class)
                .group();
        if (!view.readAttributes().group().equals(group)) {
            view.setGroup(group);
        }
        view.setPermissions(OWNER_AND_GROUP);
    }
}
