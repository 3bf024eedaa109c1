package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The certificates by which devices know the broker. The enroller writes these files. When they change, the broker has to read
 * them.
 *
 * @param certificate digest of {@code server.crt}, or null as long as it is missing
 * @param authorities digest of {@code ca.crt}, or null as long as it is missing
 */
record TrustFiles(@Nullable Sha256 certificate, @Nullable Sha256 authorities) {
    static TrustFiles read(BrokerFolder folder) throws IOException {
        return new TrustFiles(digest(folder.serverCertificate()), digest(folder.ca()));
    }

    private static @Nullable Sha256 digest(Path file) throws IOException {
        return Files.exists(file) ? Sha256.of(Files.readAllBytes(file)) : null;
    }
}
