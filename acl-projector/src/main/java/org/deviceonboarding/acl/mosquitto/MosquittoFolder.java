package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.deviceonboarding.acl.folder.BrokerFolder;

/** The files in a broker's folder that only Mosquitto has: its configuration, its log, its plugin's accounts. */
record MosquittoFolder(BrokerFolder folder) {
    Path conf() {
        return folder.acl().resolveSibling("mosquitto.conf");
    }

    Path log() {
        return folder.acl().resolveSibling("mosquitto.log");
    }

    /** The directory that the broker writes: sessions, retained messages, its plugin's file. */
    Path data() {
        return folder.acl().resolveSibling("data");
    }

    Path dynamicSecurity() {
        return data().resolve("dynsec.json");
    }

    /** The password by which the broker knows this process. */
    Path projectorPassword() {
        return folder.acl().resolveSibling("projector.password");
    }

    /** Returns the files that a Mosquitto needs before it can start, and that are missing. */
    List<Path> missing() {
        return List.of(conf(), folder.acl(), folder.crl(), folder.ca(), folder.serverCertificate(), folder.serverKey())
                .stream()
                .filter(file -> !Files.isReadable(file))
                .toList();
    }

    void create() throws IOException {
        folder.create();
        if (!Files.isDirectory(data())) {
            Files.createDirectory(data());
            // The broker may run as another member of the group, whatever our umask says.
            Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwx---"));
        }
    }
}
