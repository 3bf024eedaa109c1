package org.deviceonboarding.command.issuing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.springframework.stereotype.Component;

/** Makes random ids, link tokens and bundle passwords. */
@Component
public class CredentialSecrets {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 24; // 139 bits

    private final SecureRandom random;

    CredentialSecrets(SecureRandom random) {
        this.random = random;
    }

    /** A random UUID (version 4, RFC 9562 section 5.4). */
    public DeviceId deviceId() {
        return new DeviceId(uuid().toString());
    }

    BundleId bundleId() {
        return new BundleId(uuid());
    }

    /** 256 bits, base64url: 43 characters. */
    String token() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** AES ZIP derives its key with 1,000 rounds only, so the password carries the strength itself. */
    public String password() {
        RandomGenerator generator = random;
        return generator
                .ints(PASSWORD_LENGTH, 0, ALPHABET.length())
                .map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A random UUID (version 4, RFC 9562 section 5.4). */
    public UUID uuid() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
