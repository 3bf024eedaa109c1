package org.deviceonboarding.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.jspecify.annotations.Nullable;

/** A full CRL before it is signed (RFC 5280 section 5). */
final class CrlDraft {
    private final X509v2CRLBuilder builder;
    private final @Nullable Extensions[] reasons = new Extensions[11];

    CrlDraft(X509Certificate issuer, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        // RFC 5280 section 5.2.3.
        if (number.signum() < 0 || number.bitLength() >= 160) {
            throw new IllegalArgumentException("A CRL number is not negative and has at most 20 octets");
        }
        if (!thisUpdate.isBefore(nextUpdate)) {
            throw new IllegalArgumentException("A CRL's nextUpdate comes after its thisUpdate");
        }
        builder = new X509v2CRLBuilder(
                        X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), Date.from(thisUpdate))
                .setNextUpdate(Date.from(nextUpdate));
        try {
            builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
            builder.addExtension(Extension.authorityKeyIdentifier, false, KeyIdentifiers.authority(issuer));
        } catch (IOException e) {
            throw new IllegalStateException("A CRL extension cannot be encoded", e);
        }
    }

    CrlDraft list(Iterable<RevokedEntry> entries) {
        for (RevokedEntry entry : entries) {
            builder.addCRLEntry(entry.serial(), Date.from(entry.revokedAt()), reason(entry.reasonCode()));
        }
        return this;
    }

    byte[] sign(SigningKey key) {
        try {
            return builder.build(key.signer()).getEncoded();
        } catch (RuntimeOperatorException e) {
            throw new SigningFailed(e);
        } catch (IOException e) {
            throw new IllegalStateException("The CRL cannot be encoded", e);
        }
    }

    // RFC 5280 section 5.3.1: instead of "unspecified" the extension should be absent.
    private @Nullable Extensions reason(int code) {
        if (code == CRLReason.unspecified) {
            return null;
        }
        Extensions known = reasons[code];
        if (known == null) {
            try {
                known = new Extensions(Extension.create(Extension.reasonCode, false, CRLReason.lookup(code)));
            } catch (IOException e) {
                throw new IllegalStateException("A CRL reason cannot be encoded", e);
            }
            reasons[code] = known;
        }
        return known;
    }
}
