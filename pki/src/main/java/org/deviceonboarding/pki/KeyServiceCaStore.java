package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deviceonboarding.pki.CaStoreException.Problem;

/** A CA whose key is in a key service and never leaves it. */
final class KeyServiceCaStore implements CaStore {
    private final Function<PublicKey, CaKey> service;
    private final String name;
    private final Path chainPem;

    KeyServiceCaStore(Function<PublicKey, CaKey> service, String name, Path chainPem) {
        this.service = service;
        this.name = name;
        this.chainPem = chainPem;
    }

    @Override
    public CertificateAuthority open(InstantSource clock, SecureRandom random) {
        List<X509Certificate> chain = Pkcs11CaStore.chain(chainPem);
        try {
            CaKey key = service.apply(chain.getFirst().getPublicKey());
            return new CaValidation(new SigningKey(key, random, clock), chain, clock).check(name + " with " + chainPem);
        } catch (SigningFailed e) {
            throw new CaStoreException(Problem.UNREADABLE, name + ": " + e.getMessage(), e);
        }
    }

    /** Returns nothing: the service that signs every day does not hold the root's key. */
    @Override
    public Optional<byte[]> signRootCrl(
            CertificateAuthority authority, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        return Optional.empty();
    }
}
