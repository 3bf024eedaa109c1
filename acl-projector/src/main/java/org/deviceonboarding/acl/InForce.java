package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.deviceonboarding.messages.acl.AclFile;
import org.deviceonboarding.messages.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker folder holds now.
 *
 * @param acl the ACL file's text, or null if it is missing or damaged
 * @param position the log position that it names, or -1
 * @param crl null if it is missing, damaged or foreign
 */
record InForce(
        @Nullable String acl, long position, @Nullable Crl crl) {
    private static final Logger log = LoggerFactory.getLogger(InForce.class);

    static InForce read(BrokerFolder folder, IssuingCa ca) throws IOException {
        String acl = text(folder.acl());
        long position = acl == null ? -1 : position(folder.acl(), acl);
        return new InForce(position < 0 ? null : acl, position, crl(folder.crl(), ca));
    }

    boolean holds(PolicyRelease release) {
        return release.acl().equals(acl) && release.crl().equals(crl);
    }

    private static long position(Path file, String acl) {
        try {
            return AclFile.parse(acl).position();
        } catch (DamagedAclFile e) {
            log.warn("{} is damaged and will be replaced. {}", file, e.getMessage());
            return -1;
        }
    }

    private static @Nullable Crl crl(Path file, IssuingCa ca) throws IOException {
        String pem = text(file);
        try {
            return pem == null ? null : Crl.parse(pem, ca);
        } catch (CrlRefused e) {
            log.warn("{} is of no use and will be replaced. {}", file, e.getMessage());
            return null;
        }
    }

    private static @Nullable String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            log.warn("{} is not even text and will be replaced", file);
            return null;
        }
    }
}
