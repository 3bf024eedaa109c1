package org.deviceonboarding.pki;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A key on a token. If the token was taken away, or its service began anew, the token is opened again and must show the same key.
 */
final class TokenKey implements CaKey {
    /** So that a token that is gone is not looked for by every request. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Supplier<MemoryKey> token;
    private final PublicKey expected;
    private final SecureRandom random;
    private final InstantSource clock;
    private volatile MemoryKey opened;
    private Instant openedAt = Instant.MIN;

    /**
     * @param token opens the token, and throws {@link CaStoreException} if it cannot
     * @param expected the public key of the issuing CA
     */
    TokenKey(Supplier<MemoryKey> token, PublicKey expected, SecureRandom random, InstantSource clock) {
        this.token = token;
        this.expected = expected;
        this.random = random;
        this.clock = clock;
        this.opened = token.get();
    }

    @Override
    public String algorithm() {
        return SignatureAlgorithms.of(expected);
    }

    @Override
    public byte[] sign(byte[] message) {
        MemoryKey current = opened;
        try {
            return current.sign(message);
        } catch (SigningFailed e) {
            return reopened(current, e).sign(message);
        }
    }

    /** @param broken what failed; another thread may have replaced it already */
    private synchronized MemoryKey reopened(MemoryKey broken, SigningFailed failure) {
        if (opened != broken) {
            return opened;
        }
        Instant now = clock.instant();
        if (now.isBefore(openedAt.plus(PAUSE))) {
            throw failure;
        }
        openedAt = now;
        MemoryKey found;
        try {
            found = token.get();
        } catch (CaStoreException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (!new SigningKey(found, random, clock).matches(expected)) {
            throw new SigningFailed("The token now shows another key under the name of the CA's key", failure);
        }
        opened = found;
        return found;
    }
}
