package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.folder.StagedFile;
import org.deviceonboarding.domain.acl.AclFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of this process at the broker's dynamic-security plugin, which has no other user. It may end sessions
 * and read the broker's log; the ACL file allows everything else.
 */
record ProjectorAccount(MosquittoFolder folder) {
    private static final Logger log = LoggerFactory.getLogger(ProjectorAccount.class);
    static final String CONTROL = "$CONTROL/dynamic-security/v1";
    static final String CONTROL_RESPONSE = CONTROL + "/response";
    static final String BROKER_LOG = "$SYS/broker/log/+";

    private static final int PASSWORD_BYTES = 32;
    private static final int SALT_BYTES = 12;
    private static final int HASH_BITS = 512;
    // The password is random and as long as a key, so that guessing is hopeless at any speed.
    private static final int ITERATIONS = 101;

    static ProjectorAccount of(BrokerSettings broker) {
        return new ProjectorAccount(new MosquittoFolder(broker.folder()));
    }

    /** Makes the account if there is none; the broker reads it when it starts. Returns whether it was made. */
    boolean create(SecureRandom random) throws IOException {
        if (Files.exists(folder.projectorPassword()) && mend()) {
            return false;
        }
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, PASSWORD_BYTES));
        String content = render(password, bytes(random, SALT_BYTES));
        // Should we die in between, the next one finds that something is missing, and never two that do not fit.
        Files.deleteIfExists(copyFile());
        Files.deleteIfExists(folder.dynamicSecurity());
        StagedFile.writeSecret(folder.projectorPassword(), password + "\n").putInForce();
        StagedFile.write(folder.dynamicSecurity(), content).putInForce();
        StagedFile.write(copyFile(), content).putInForce();
        return true;
    }

    /**
     * Repairs the plugin's file. The plugin writes it again whenever it ends a session. On a full disk, Mosquitto 2.0 leaves half a
     * file, and does not start with it. Then a copy that was made before takes its place, which needs no space.
     *
     * @return whether the file is whole
     */
    boolean mend() throws IOException {
        if (whole(folder.dynamicSecurity())) {
            copy();
            return true;
        }
        if (!whole(copyFile())) {
            return false;
        }
        try {
            StagedFile.write(folder.dynamicSecurity(), Files.readString(copyFile()))
                    .putInForce();
        } catch (IOException _) {
            // The broker replaces its file rather than write into it, so that the copy stays what it is.
            Path link = folder.folder().acl().resolveSibling(".dynsec.json.link");
            Files.deleteIfExists(link);
            Files.createLink(link, copyFile());
            Files.move(link, folder.dynamicSecurity(), StandardCopyOption.ATOMIC_MOVE);
        }
        log.warn("{} was not whole, as a full disk leaves it, and was replaced by its copy", folder.dynamicSecurity());
        return true;
    }

    private void copy() throws IOException {
        if (!whole(copyFile())) {
            try {
                StagedFile.write(copyFile(), Files.readString(folder.dynamicSecurity()))
                        .putInForce();
            } catch (IOException e) {
                log.warn("There is no copy of {} yet: {}", folder.dynamicSecurity(), FolderNotWritable.reason(e));
            }
        }
    }

    private Path copyFile() {
        return folder.folder().acl().resolveSibling(".dynsec.json.copy");
    }

    private static boolean whole(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        String text = Files.readString(file);
        return text.strip().endsWith("}")
                && text.chars().filter(c -> c == '{').count()
                        == text.chars().filter(c -> c == '}').count();
    }

    String password() throws IOException {
        return Files.readString(folder.projectorPassword()).strip();
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String render(String password, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder();
        return """
                {"defaultACLAccess": {"publishClientSend": false, "publishClientReceive": false,
                  "subscribe": false, "unsubscribe": true},
                 "clients": [{"username": "%1$s", "password": "%2$s", "salt": "%3$s", "iterations": %4$d,
                   "roles": [{"rolename": "%1$s"}]}],
                 "groups": [],
                 "roles": [{"rolename": "%1$s", "acls": [
                   {"acltype": "publishClientSend", "topic": "%5$s", "priority": 0, "allow": true},
                   {"acltype": "publishClientReceive", "topic": "%6$s", "priority": 0, "allow": true},
                   {"acltype": "publishClientReceive", "topic": "%7$s", "priority": 0, "allow": true},
                   {"acltype": "subscribePattern", "topic": "%6$s", "priority": 0, "allow": true},
                   {"acltype": "subscribePattern", "topic": "%7$s", "priority": 0, "allow": true}]}]}
                """.formatted(
                        AclFile.PROJECTOR,
                        base64.encodeToString(hash(password, salt)),
                        base64.encodeToString(salt),
                        ITERATIONS,
                        CONTROL,
                        CONTROL_RESPONSE,
                        BROKER_LOG);
    }

    private static byte[] hash(String password, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2", e);
        }
    }
}
