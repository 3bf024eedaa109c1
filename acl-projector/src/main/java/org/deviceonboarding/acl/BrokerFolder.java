package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The directory a broker lives in.
 *
 * @param acl the ACL file, absolute; all else lies beside it
 */
record BrokerFolder(Path acl) {
    BrokerFolder {
        acl = acl.toAbsolutePath().normalize();
    }

    Path dir() {
        return acl.resolveSibling("");
    }

    Path crl() {
        return acl.resolveSibling("crl.pem");
    }

    /** The issuing CA and its root, PEM. */
    Path ca() {
        return acl.resolveSibling("ca.crt");
    }

    Path serverCertificate() {
        return acl.resolveSibling("server.crt");
    }

    Path serverKey() {
        return acl.resolveSibling("server.key");
    }

    /** The canaries' private key. */
    Path canaryKey() {
        return acl.resolveSibling("canary.key");
    }

    /** The certificate that must be let in. */
    Path residentCertificate() {
        return acl.resolveSibling("resident.crt");
    }

    /** The certificate that must be turned away. */
    Path outcastCertificate() {
        return acl.resolveSibling("outcast.crt");
    }

    /** By which the broker knows this process. */
    Path projectorPassword() {
        return acl.resolveSibling("projector.password");
    }

    /** The last release that was proven to be in force. */
    Path lastGood() {
        return acl.resolveSibling("last-good");
    }

    Path conf() {
        return acl.resolveSibling("mosquitto.conf");
    }

    Path log() {
        return acl.resolveSibling("mosquitto.log");
    }

    /** What the broker itself keeps: sessions, retained messages, its plugin's file. */
    Path data() {
        return acl.resolveSibling("data");
    }

    Path dynamicSecurity() {
        return data().resolve("dynsec.json");
    }

    /** What a broker needs before it can start. */
    List<Path> missing() {
        return List.of(conf(), acl, crl(), ca(), serverCertificate(), serverKey()).stream()
                .filter(file -> !Files.isReadable(file))
                .toList();
    }

    void create() throws IOException {
        Files.createDirectories(
                dir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        if (!Files.isDirectory(data())) {
            Files.createDirectory(data());
            // The broker may run as another member of the group, whatever our umask says.
            Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwx---"));
        }
    }

    /**
     * Keeps every other release away, of this process or another, until the channel is closed.
     *
     * @throws IOException at once, if somebody else holds it
     */
    FileChannel lock() throws IOException {
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
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(dir(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
