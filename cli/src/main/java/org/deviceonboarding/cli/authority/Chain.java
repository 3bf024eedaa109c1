package org.deviceonboarding.cli.authority;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Checks the certificates and the CRL that the CA published. */
public final class Chain {
    private Chain() {}

    /** The first fault of a chain that ends with its root, if there is a fault. */
    public static Optional<String> fault(List<X509Certificate> chain, Instant now) {
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            X509Certificate issuer = chain.get(Math.min(i + 1, chain.size() - 1));
            String name = certificate.getSubjectX500Principal().getName();
            try {
                certificate.checkValidity(Date.from(now));
                certificate.verify(issuer.getPublicKey());
            } catch (GeneralSecurityException e) {
                return Optional.of(name + ": " + e.getMessage());
            }
            if (certificate.getBasicConstraints() < 0) {
                return Optional.of(name + " is no CA");
            }
        }
        return Optional.empty();
    }

    /** The first fault of a CRL that the first certificate of the chain should have signed, if there is a fault. */
    public static Optional<String> fault(X509CRL crl, List<X509Certificate> chain, Instant now) {
        try {
            crl.verify(chain.getFirst().getPublicKey());
        } catch (GeneralSecurityException e) {
            return Optional.of("it is not signed by "
                    + chain.getFirst().getSubjectX500Principal().getName());
        }
        if (crl.getThisUpdate().toInstant().isAfter(now)) {
            return Optional.of("it is from the future: " + crl.getThisUpdate().toInstant());
        }
        if (crl.getNextUpdate() == null || !crl.getNextUpdate().toInstant().isAfter(now)) {
            return Optional.of("it is out of date: no device can connect");
        }
        return Optional.empty();
    }
}
