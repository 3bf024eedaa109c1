package org.deviceonboarding.access.caller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.deviceonboarding.domain.device.Sha256;
import org.springframework.stereotype.Component;

/** Makes random tokens for callers, and random ids. */
@Component
public class Tokens {
    private static final int BYTES = 32;

    private final SecureRandom random;

    Tokens(SecureRandom random) {
        this.random = random;
    }

    /** 256 random bits, as 43 letters of base64url. */
    public String fresh() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** A random UUID (version 4, RFC 9562 section 5.4). */
    public UUID id() {
        byte[] bits = new byte[2 * Long.BYTES];
        random.nextBytes(bits);
        ByteBuffer halves = ByteBuffer.wrap(bits);
        long high = (halves.getLong() & ~0xf000L) | 0x4000L;
        long low = (halves.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    /**
     * What we keep of a token. It has 256 random bits, so its plain hash is as good as a salted one, and a look-up by hash
     * tells an attacker nothing about how close a guess was.
     */
    public static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
