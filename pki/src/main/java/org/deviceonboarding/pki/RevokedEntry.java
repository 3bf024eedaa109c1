package org.deviceonboarding.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;

/**
 * One line of a CRL (RFC 5280 section 5.1.2.6).
 *
 * @param serial of the void certificate, positive, at most 20 octets
 * @param revokedAt to the second
 * @param reasonCode the CRLReason value (RFC 5280 section 5.3.1)
 */
public record RevokedEntry(BigInteger serial, Instant revokedAt, int reasonCode) {
    /** @throws IllegalArgumentException if the serial number or the reason code cannot stand in a full CRL */
    public RevokedEntry {
        if (serial.signum() <= 0 || serial.bitLength() >= 160) {
            throw new IllegalArgumentException("A serial number is positive and has at most 20 octets");
        }
        // 7 is unused; 8, removeFromCRL, has a meaning in delta CRLs only.
        if (reasonCode < 0 || reasonCode > 10 || reasonCode == 7 || reasonCode == 8) {
            throw new IllegalArgumentException("No reason for a full CRL: " + reasonCode);
        }
    }

    /** Returns the entry as DER, as it stands in a CRL. */
    public byte[] encoded() {
        try {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(new ASN1Integer(serial));
            parts.add(new Time(Date.from(revokedAt)));
            // RFC 5280 section 5.3.1: instead of "unspecified" the extension should be absent.
            if (reasonCode != CRLReason.unspecified) {
                parts.add(new Extensions(Extension.create(Extension.reasonCode, false, CRLReason.lookup(reasonCode))));
            }
            return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("A CRL entry cannot be encoded", e);
        }
    }
}
