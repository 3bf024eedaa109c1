package org.deviceonboarding.pki;

import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Makes the key identifiers that link a chain (RFC 5280 sections 4.2.1.1 and 4.2.1.2). */
final class KeyIdentifiers {
    private KeyIdentifiers() {}

    static SubjectKeyIdentifier subject(PublicKey key) {
        try {
            return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    // The issuer's own identifier counts, however it was computed: an operator's CA need not follow our method.
    static AuthorityKeyIdentifier authority(X509Certificate issuer) {
        byte[] extension = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        byte[] id = extension == null
                ? subject(issuer.getPublicKey()).getKeyIdentifier()
                : ASN1OctetString.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getOctets();
        return new AuthorityKeyIdentifier(id);
    }
}
