package org.deviceonboarding.command.authority;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.log.read.Events;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.springframework.stereotype.Component;

/** Finds the CA that signed a certificate: the one that signs now, or an earlier one in the log. */
@Component
public class AuthorityChains {
    private static final int MOST = 20;

    private final CertificateAuthority authority;
    private final FilteredLog log;

    AuthorityChains(CertificateAuthority authority, FilteredLog log) {
        this.authority = authority;
        this.log = log;
    }

    /**
     * The CA's chain: the issuing CA first, the root last.
     *
     * @throws IllegalStateException if none of the newest CAs signed the certificate
     */
    public List<X509Certificate> of(X509Certificate certificate) {
        return Stream.concat(Stream.of(authority.chain()), earlier())
                .filter(chain -> isSignedBy(certificate, chain.getFirst()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The log has no CA that signed this certificate"));
    }

    private Stream<List<X509Certificate>> earlier() {
        return Stream.of(LogFilter.of(AuthorityEstablished.class))
                .flatMap(filter -> log.newest(filter, MOST).stream())
                .flatMap(entry -> EventFilter.ofAuthorities(Events.of(entry).event()).stream())
                .map(AuthorityChains::chain);
    }

    private static List<X509Certificate> chain(AuthorityEstablished established) {
        try {
            return Pem.decodeChain(established.chainPem());
        } catch (CertificateException e) {
            throw new IllegalStateException("The CA " + established.fingerprint() + " cannot be read", e);
        }
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
