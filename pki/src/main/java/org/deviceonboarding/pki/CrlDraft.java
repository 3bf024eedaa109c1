package org.deviceonboarding.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;

/**
 * A full CRL before it is signed (RFC 5280 section 5). Its entries are encoded already, because a CRL of a large fleet
 * has the same entries as the CRL before, apart from a few.
 */
final class CrlDraft {
    private static final ASN1Integer VERSION_2 = new ASN1Integer(1);

    private final ASN1Encodable[] times;
    private final ASN1Encodable issuer;
    private final ASN1Encodable extensions;

    CrlDraft(X509Certificate issuer, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        // RFC 5280 section 5.2.3.
        if (number.signum() < 0 || number.bitLength() >= 160) {
            throw new IllegalArgumentException("A CRL number is not negative and has at most 20 octets");
        }
        if (!thisUpdate.isBefore(nextUpdate)) {
            throw new IllegalArgumentException("A CRL's nextUpdate comes after its thisUpdate");
        }
        this.issuer = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        times = new ASN1Encodable[] {new Time(Date.from(thisUpdate)), new Time(Date.from(nextUpdate))};
        ExtensionsGenerator generator = new ExtensionsGenerator();
        try {
            generator.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
            generator.addExtension(Extension.authorityKeyIdentifier, false, KeyIdentifiers.authority(issuer));
        } catch (IOException e) {
            throw new IllegalStateException("A CRL extension cannot be encoded", e);
        }
        extensions = new DERTaggedObject(true, 0, generator.generate());
    }

    /** @param entries the DER of each, one after the other */
    byte[] sign(byte[] entries, SigningKey key) {
        try {
            byte[] algorithm = der(key.algorithm());
            byte[] toBeSigned = sequence(
                    der(VERSION_2),
                    algorithm,
                    der(issuer),
                    der(times[0]),
                    der(times[1]),
                    entries.length == 0
                            ? entries
                            : sequence(entries), // RFC 5280 section 5.1.2.6: an empty one is absent
                    der(extensions));
            return sequence(toBeSigned, algorithm, der(new DERBitString(key.sign(toBeSigned))));
        } catch (IOException e) {
            throw new IllegalStateException("The CRL cannot be encoded", e);
        }
    }

    private static byte[] der(ASN1Encodable part) throws IOException {
        return part.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }

    // Bouncy Castle's own sequence would parse the entries, and encode each of them again.
    private static byte[] sequence(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        ByteArrayOutputStream sequence = new ByteArrayOutputStream(Math.addExact(length, 6));
        sequence.write(0x30);
        if (length < 0x80) {
            sequence.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            sequence.write(0x80 | octets);
            for (int octet = octets - 1; octet >= 0; octet--) {
                sequence.write(length >> (8 * octet));
            }
        }
        for (byte[] part : parts) {
            sequence.writeBytes(part);
        }
        return sequence.toByteArray();
    }
}
