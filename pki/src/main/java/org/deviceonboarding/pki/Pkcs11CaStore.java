package org.deviceonboarding.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.pki.CaStoreException.Problem;

/** A CA whose key is on a token and never leaves it. */
final class Pkcs11CaStore implements CaStore {
    private final Path config;
    private final char[] pin;
    private final String alias;
    private final Path chainPem;

    Pkcs11CaStore(Path config, char[] pin, String alias, Path chainPem) {
        this.config = config;
        this.pin = pin.clone();
        this.alias = alias;
        this.chainPem = chainPem;
    }

    @Override
    public CertificateAuthority open(InstantSource clock, SecureRandom random) {
        List<X509Certificate> chain = chain(chainPem);
        PublicKey issuer = chain.getFirst().getPublicKey();
        String algorithm = SignatureAlgorithms.of(issuer);
        var key = new TokenKey(() -> opened(algorithm, random), issuer, random, clock);
        try {
            return new CaValidation(new SigningKey(key, random, clock), chain, clock)
                    .check("PKCS#11 key " + alias + " with " + chainPem);
        } catch (SigningFailed e) {
            throw new CaStoreException(
                    Problem.KEY_MISMATCH,
                    config + ": the token does not sign for the certificate in " + chainPem
                            + "; maybe that belongs to another key than " + alias,
                    e);
        }
    }

    /** Returns nothing: the token that signs every day does not hold the root's key. */
    @Override
    public Optional<byte[]> signRootCrl(
            CertificateAuthority authority, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        return Optional.empty();
    }

    /** @return at least one certificate */
    static List<X509Certificate> chain(Path chainPem) {
        if (!Files.exists(chainPem)) {
            throw new CaStoreException(Problem.INCOMPLETE, "There is no " + chainPem);
        }
        try {
            List<X509Certificate> chain = Pem.decodeChain(Files.readString(chainPem));
            if (chain.isEmpty()) {
                throw new CaStoreException(Problem.INCOMPLETE, chainPem + " holds no certificate");
            }
            return chain;
        } catch (IOException | CertificateException e) {
            throw new CaStoreException(Problem.UNREADABLE, chainPem + " holds no readable certificate chain", e);
        }
    }

    // Never registered with the platform: only what asks for the CA's key may reach the token.
    private MemoryKey opened(String algorithm, SecureRandom random) {
        Provider token = token();
        return new MemoryKey(key(token), algorithm, token, random);
    }

    private Provider token() {
        Provider provider = Security.getProvider("SunPKCS11");
        if (provider == null) {
            throw new CaStoreException(Problem.UNREADABLE, "This Java runtime has no module jdk.crypto.cryptoki");
        }
        try {
            return provider.configure(config.toString());
        } catch (InvalidParameterException | ProviderException e) {
            throw new CaStoreException(Problem.UNREADABLE, config + ": the PKCS#11 token cannot be used", e);
        }
    }

    private PrivateKey key(Provider token) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", token);
            store.load(null, pin);
            if (store.getKey(alias, null) instanceof PrivateKey key) {
                return key;
            }
            throw new CaStoreException(Problem.INCOMPLETE, config + ": the token holds no private key " + alias);
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new CaStoreException(Problem.WRONG_PASSWORD, config + ": the token refuses the PIN", e);
            }
            throw new CaStoreException(Problem.UNREADABLE, config + ": the PKCS#11 token cannot be used", e);
        }
    }
}
