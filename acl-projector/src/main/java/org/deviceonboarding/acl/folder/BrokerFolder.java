package org.deviceonboarding.acl.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory that holds a broker's files.
 *
 * @param acl the ACL file, absolute; all other files are beside it
 */
public record BrokerFolder(Path acl) {
    public BrokerFolder {
        acl = acl.toAbsolutePath().normalize();
    }

    public Path dir() {
        return acl.resolveSibling("");
    }

    public Path crl() {
        return acl.resolveSibling("crl.pem");
    }

    /** Returns the free bytes on the disk of the folder, or -1 if they are not known. */
    public long freeBytes() {
        try {
            return Files.getFileStore(dir()).getUsableSpace();
        } catch (IOException _) {
            return -1;
        }
    }

    /** The issuing CA and its root, PEM. */
    public Path ca() {
        return acl.resolveSibling("ca.crt");
    }

    public Path serverCertificate() {
        return acl.resolveSibling("server.crt");
    }

    public Path serverKey() {
        return acl.resolveSibling("server.key");
    }

    /** The canaries' private key. */
    public Path canaryKey() {
        return acl.resolveSibling("canary.key");
    }

    /** The certificate that must be let in. */
    public Path residentCertificate() {
        return acl.resolveSibling("resident.crt");
    }

    /** The certificate that must be turned away. */
    public Path outcastCertificate() {
        return acl.resolveSibling("outcast.crt");
    }

    /** The last release that was proven to be in force. */
    public Path lastGood() {
        return acl.resolveSibling("last-good");
    }

    public void create() throws IOException {
        Files.createDirectories(
                dir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }

    /**
     * Locks the folder against other releases, of this process or another, until the channel is closed.
     *
     * @throws IOException at once, if another release holds the lock
     */
    public FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(
                acl.resolveSibling(".release.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Somebody in this process holds it: the same answer.
        }
        channel.close();
        throw new IOException("Another release into " + dir() + " is under way");
    }

    /** Makes renames durable. */
    public void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(dir(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
