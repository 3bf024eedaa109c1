package org.deviceonboarding.pki;

import java.security.cert.X509Certificate;

/** The issuing CA's own certificate is no longer valid, so nothing it signs would be. */
public final class CertificateAuthorityExpired extends RuntimeException {
    CertificateAuthorityExpired(X509Certificate issuer) {
        super("The certificate of the issuing CA expired at "
                + issuer.getNotAfter().toInstant());
    }
}
