package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the CA, whose key is in a file, on a token or in a key service. */
public sealed interface CaStore permits Pkcs12CaStore, Pkcs11CaStore, KeyServiceCaStore {
    /**
     * A store in a folder with {@code root.p12}, {@code issuing.p12}, {@code root.crt} and {@code issuing.crt}. The first opening
     * makes the CA. Afterwards {@code root.p12} may be taken away.
     *
     * @param password encrypts both key stores; not empty
     */
    static CaStore pkcs12(Path folder, char[] password) {
        return new Pkcs12CaStore(folder, password, null);
    }

    /**
     * A store in a folder, as above.
     *
     * @param rootCrl where the root's CRL will be served: a new issuing CA's certificate says so
     */
    static CaStore pkcs12(Path folder, char[] password, @Nullable URI rootCrl) {
        return new Pkcs12CaStore(folder, password, rootCrl);
    }

    /**
     * A store with an existing key on a PKCS#11 token. The token must hold some certificate for the key too: SunPKCS11 shows no key
     * without one.
     *
     * @param config a SunPKCS11 configuration file
     * @param pin the token's user PIN
     * @param alias the key's label
     * @param chainPem the issuing CA's certificate, then the root's
     */
    static CaStore pkcs11(Path config, char[] pin, String alias, Path chainPem) {
        return new Pkcs11CaStore(config, pin, alias, chainPem);
    }

    /**
     * A store with an existing key in a key service.
     *
     * @param service makes the key that signs for a public key
     * @param name of the key, for messages
     * @param chainPem the issuing CA's certificate, then the root's
     */
    static CaStore keyService(Function<PublicKey, CaKey> service, String name, Path chainPem) {
        return new KeyServiceCaStore(service, name, chainPem);
    }

    /**
     * Opens and checks the CA: the chain is valid and not expired, and its first certificate belongs to the key.
     *
     * @throws CaStoreException if the store has no usable CA; the message says why
     */
    CertificateAuthority open(InstantSource clock, SecureRandom random);

    /**
     * Signs a CRL of the root that lists nothing.
     *
     * @param authority the CA of this store
     * @param nextUpdate cut to the root's own end
     * @return the CRL in DER form; empty if the store lacks the root's key
     * @throws CaStoreException if the root's key cannot be read
     */
    Optional<byte[]> signRootCrl(
            CertificateAuthority authority, BigInteger number, Instant thisUpdate, Instant nextUpdate);
}
