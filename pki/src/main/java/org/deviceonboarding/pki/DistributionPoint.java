package org.deviceonboarding.pki;

import java.net.URI;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Makes the CRL distribution point of a certificate (RFC 5280 section 4.2.1.13). */
final class DistributionPoint {
    private DistributionPoint() {}

    static void check(URI uri) {
        String scheme = uri.getScheme();
        boolean http = "http".equals(scheme) || "https".equals(scheme);
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("A CRL distribution point is an http or https URI with a host and "
                    + "neither user nor fragment, got: " + uri);
        }
    }

    static CRLDistPoint of(URI uri) {
        check(uri);
        var name = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri.toASCIIString()));
        return new CRLDistPoint(new org.bouncycastle.asn1.x509.DistributionPoint[] {
            new org.bouncycastle.asn1.x509.DistributionPoint(new DistributionPointName(name), null, null)
        });
    }
}
