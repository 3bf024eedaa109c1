package org.deviceonboarding.command.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.deviceonboarding.domain.bulk.BulkId;

/**
 * Makes and seals the secrets of a batch. Its password is encrypted (AES-256-GCM) as long as bundles are made with it.
 * The token of its link follows from the batch's id and a key of the installation, so that it need not be kept at all.
 */
public final class BatchSecrets {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final SecretKeySpec linking;
    private final SecureRandom random;

    /**
     * @param sealing 32 bytes
     * @param linking 32 others
     */
    public BatchSecrets(byte[] sealing, byte[] linking, SecureRandom random) {
        this.sealing = new SecretKeySpec(sealing, "AES");
        this.linking = new SecretKeySpec(linking, "HmacSHA256");
        this.random = random;
    }

    public byte[] seal(BulkId id, String password) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = aes(Cipher.ENCRYPT_MODE, id, nonce, password.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /** @throws IllegalStateException if it was sealed for another batch or with another key */
    public String open(BulkId id, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        byte[] plain = aes(Cipher.DECRYPT_MODE, id, nonce, Arrays.copyOfRange(sealed, NONCE, sealed.length));
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** 256 bits, base64url: 43 characters. */
    public String token(BulkId id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(linking);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private byte[] aes(int mode, BulkId id, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bytes(id));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The password of batch " + id + " was sealed with another SECRET_KEY", e);
        }
    }

    private static byte[] bytes(BulkId id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "BatchSecrets";
    }
}
