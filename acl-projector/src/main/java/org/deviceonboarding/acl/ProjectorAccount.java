package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.deviceonboarding.messages.acl.AclFile;

/**
 * The one user of the broker's dynamic-security plugin: this process. It may end sessions and hear what the broker says
 * of itself; everything else is for the ACL file to allow.
 */
record ProjectorAccount(BrokerFolder folder) {
    static final String CONTROL = "$CONTROL/dynamic-security/v1";
    static final String CONTROL_RESPONSE = CONTROL + "/response";
    static final String BROKER_LOG = "$SYS/broker/log/+";

    private static final int PASSWORD_BYTES = 32;
    private static final int SALT_BYTES = 12;
    private static final int HASH_BITS = 512;
    // The password is random and as long as a key, so that guessing is hopeless at any speed.
    private static final int ITERATIONS = 101;

    /** Makes the account if there is none; the broker reads it when it starts. Says whether it did. */
    boolean create(SecureRandom random) throws IOException {
        if (Files.exists(folder.projectorPassword()) && Files.exists(folder.dynamicSecurity())) {
            return false;
        }
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, PASSWORD_BYTES));
        Draft.write(folder.dynamicSecurity(), render(password, bytes(random, SALT_BYTES)))
                .putInForce();
        Draft.writeSecret(folder.projectorPassword(), password + "\n").putInForce();
        return true;
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
