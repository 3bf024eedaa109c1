package org.deviceonboarding.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.deviceonboarding.access.start.StartRefused;

/** The secret of this installation. It never leaves; what needs a key gets one derived for its purpose. */
public final class SecretKey {
    private static final int SHORTEST = 32;
    // Public by design (RFC 5869 section 3.1); it keeps these keys apart from those of another product with the same
    // secret.
    private static final byte[] SALT = "org.deviceonboarding.portal".getBytes(UTF_8);

    private final byte[] material;

    private SecretKey(String secret) {
        this.material = secret.getBytes(UTF_8);
    }

    /** @throws StartRefused if the secret has less than 32 characters */
    static SecretKey given(String secret) {
        if (secret.length() < SHORTEST) {
            throw new StartRefused(
                    "SECRET_KEY is too short: it has " + secret.length() + " characters",
                    "Give it at least " + SHORTEST + ", for example the output of: openssl rand -hex 32");
        }
        return new SecretKey(secret);
    }

    /** @throws StartRefused if the file holds less than 32 characters */
    static SecretKey kept(Path file, SecureRandom random) {
        try {
            String secret = PrivateFiles.secret(file, random);
            if (secret.length() < SHORTEST) {
                throw new StartRefused(
                        "The secret key in " + file + " is damaged: it is too short",
                        "Restore the file from a backup; what was sealed with the lost key cannot be opened with a new one.");
            }
            return new SecretKey(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret key in " + file + " can be neither read nor made", e);
        }
    }

    /**
     * 32 bytes for one purpose, always the same, from which neither the secret nor another purpose's key can be told
     * (HKDF-SHA256, RFC 5869).
     */
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(material)
                            .addSalt(SALT)
                            .thenExpand(purpose.getBytes(UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java 25 platform has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SecretKey";
    }
}
