package org.deviceonboarding.access.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the names of claims and the keys of their answers are derived from, together with what the caller sent.
 *
 * @param material 32 random bytes of the installation's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record IdempotencySecret(byte[] material) {
    /** 32 bytes for these words, always the same (HKDF-Expand with SHA-256, RFC 5869 section 2.3). */
    byte[] derive(String... words) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(
                            new SecretKeySpec(material, "Generic"),
                            String.join("\0", words).getBytes(UTF_8),
                            32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java 25 platform has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "IdempotencySecret";
    }
}
