package org.deviceonboarding.command.deviceport;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.SerialNumber;

/**
 * What the port shows devices: a key, and certificates from its own up to the issuing CA's.
 *
 * @param password that opens the key in its store
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerIdentity(KeyStore keys, char[] password) {
    static final String ALIAS = "device-port";

    private static final Duration EARLY = Duration.ofDays(30);

    X509Certificate certificate() {
        try {
            return (X509Certificate) Objects.requireNonNull(keys.getCertificate(ALIAS), "The key store is empty");
        } catch (KeyStoreException e) {
            throw new IllegalStateException("A key store that was loaded cannot be read", e);
        }
    }

    /** Whether devices that trust this CA will believe it for long enough, under each of these names. */
    boolean serves(List<String> names, X509Certificate issuer, Instant now) {
        X509Certificate certificate = certificate();
        return signedBy(issuer, certificate)
                && now.plus(EARLY).isBefore(certificate.getNotAfter().toInstant())
                && namesOf(certificate)
                        .containsAll(names.stream().map(ServerIdentity::normal).toList());
    }

    private static boolean signedBy(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .map(name -> normal(String.valueOf(name.get(1))))
                            .collect(Collectors.toSet());
        } catch (GeneralSecurityException e) {
            return Set.of();
        }
    }

    // An address has many spellings.
    private static String normal(String name) {
        try {
            return InetAddress.ofLiteral(name).getHostAddress();
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + SerialNumber.shown(certificate().getSerialNumber()) + "]";
    }
}
