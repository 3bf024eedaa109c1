package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;

/**
 * The policy and CRL that a broker's folder holds now.
 *
 * @param acl the text of the ACL file, or null if it is missing or damaged
 * @param position the log position that it names, or -1
 * @param crl the CRL, or null if it is missing, damaged or foreign
 * @param damage what is wrong with the files, or null
 */
public record FolderContents(
        @Nullable String acl,
        long position,
        @Nullable Crl crl,
        @Nullable String damage) {
    /** @param expected the release that was put there last, so that it is not parsed again, or null */
    static FolderContents read(
            BrokerFolder folder, IssuingCa ca, BrokerAdapter broker, @Nullable PolicyRelease expected)
            throws IOException {
        List<String> damage = new ArrayList<>();
        String acl = null;
        long position = -1;
        Crl crl = null;
        try {
            acl = text(folder.acl());
            position = acl == null
                    ? -1
                    : expected != null && acl.equals(expected.acl()) ? expected.position() : broker.position(acl);
        } catch (DamagedAclFile e) {
            acl = null;
            damage.add("The ACL file is damaged. " + e.getMessage());
        } catch (CharacterCodingException e) {
            damage.add("The ACL file is not even text");
        }
        try {
            String pem = text(folder.crl());
            crl = pem == null
                    ? null
                    : expected != null && pem.equals(expected.crl().pem()) ? expected.crl() : Crl.parse(pem, ca);
        } catch (CrlRefused e) {
            damage.add("The CRL file is of no use. " + e.getMessage());
        } catch (CharacterCodingException e) {
            damage.add("The CRL file is not even text");
        }
        return new FolderContents(acl, position, crl, damage.isEmpty() ? null : String.join("; ", damage));
    }

    boolean holds(PolicyRelease release) {
        return release.acl().equals(acl) && release.crl().equals(crl);
    }

    private static @Nullable String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
