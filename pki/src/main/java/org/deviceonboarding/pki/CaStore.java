package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the CA's key lives: a file or a token, behind one door. */
public sealed interface CaStore permits Pkcs12CaStore, Pkcs11CaStore {
    /**
     * A folder with {@code root.p12}, {@code issuing.p12}, {@code root.crt} and {@code issuing.crt}. The first opening
     * makes the CA. Afterwards {@code root.p12} may be taken away.
     *
     * @param password encrypts both key stores; not empty
     */
    static CaStore pkcs12(Path folder, char[] password) {
        return new Pkcs12CaStore(folder, password, null);
    }

    /**
     * The same.
     *
     * @param rootCrl where the root's CRL will be served: a new issuing CA's certificate says so
     */
    static CaStore pkcs12(Path folder, char[] password, @Nullable URI rootCrl) {
        return new Pkcs12CaStore(folder, password, rootCrl);
    }

    /**
     * An existing key on a PKCS#11 token, which must hold some certificate for it too: SunPKCS11 shows no key without.
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
     * Opens the CA, checked: the chain holds, is not expired, and its first certificate belongs to the key.
     *
     * @throws CaStoreException if there is no usable CA behind this door; the message says why
     */
    CertificateAuthority open(InstantSource clock, SecureRandom random);

    /**
     * Signs a CRL of the root that lists nothing.
     *
     * @param authority the CA behind this door
     * @param nextUpdate cut to the root's own end
     * @return DER; empty if the root's key is not here
     * @throws CaStoreException if it is here and cannot be read
     */
    Optional<byte[]> signRootCrl(
            CertificateAuthority authority, BigInteger number, Instant thisUpdate, Instant nextUpdate);
}
