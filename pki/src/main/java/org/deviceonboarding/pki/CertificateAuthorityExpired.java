package org.deviceonboarding.pki;

import java.security.cert.X509Certificate;

/** Signals that the issuing CA's own certificate is no longer valid. */
public final class CertificateAuthorityExpired extends RuntimeException {
    CertificateAuthorityExpired(X509Certificate issuer) {
        super("The certificate of the issuing CA expired at "
                + issuer.getNotAfter().toInstant());
    }
}
