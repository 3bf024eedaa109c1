package org.deviceonboarding.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.deviceonboarding.pki.CaStoreException.Problem;

/** Validates a key and its chain before the CA signs with them. */
record CaValidation(SigningKey key, List<X509Certificate> chain, InstantSource clock) {
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    /** @param place the origin of key and chain, for messages */
    CertificateAuthority check(String place) {
        if (chain.isEmpty()) {
            throw new CaStoreException(Problem.INCOMPLETE, place + ": the key has no certificate");
        }
        X509Certificate issuer = chain.getFirst();
        checkLinks(place);
        if (!key.matches(issuer.getPublicKey())) {
            throw new CaStoreException(
                    Problem.KEY_MISMATCH, place + ": the certificate of the issuing CA belongs to another key");
        }
        for (X509Certificate certificate : chain) {
            if (clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
                throw new CaStoreException(
                        Problem.EXPIRED,
                        place + ": " + certificate.getSubjectX500Principal() + " expired at "
                                + certificate.getNotAfter().toInstant());
            }
        }
        return new CertificateAuthority(key, chain, clock);
    }

    private void checkLinks(String place) {
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            X509Certificate signer = chain.get(Math.min(i + 1, chain.size() - 1));
            if (!isCa(certificate) || !isSignedBy(certificate, signer)) {
                throw new CaStoreException(
                        Problem.BROKEN_CHAIN,
                        place + ": " + certificate.getSubjectX500Principal()
                                + " is no CA certificate, or not signed by the next one up to a self-signed root");
            }
        }
    }

    private static boolean isCa(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && usage != null && usage[KEY_CERT_SIGN] && usage[CRL_SIGN];
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate signer) {
        try {
            certificate.verify(signer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(signer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
