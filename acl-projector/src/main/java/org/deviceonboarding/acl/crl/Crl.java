package org.deviceonboarding.acl.crl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CRL (RFC 5280 section 5) that the issuing CA signed. Whether its dates allow it to go into force is checked
 * separately.
 *
 * @param pem the text in one canonical form, so that the broker's parser reads what this one has read
 * @param number the number in the CRL number extension
 * @param thisUpdate when it was made
 * @param nextUpdate from then on a broker refuses every device
 */
public record Crl(String pem, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
    private static final String BEGIN = "-----BEGIN X509 CRL-----";
    private static final String END = "-----END X509 CRL-----";
    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final String CRL_NUMBER = "2.5.29.20";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";

    /**
     * @param text one CRL, PEM (RFC 7468)
     * @throws CrlRefused unless it is complete, has a number and an end, and was signed by the CA
     */
    public static Crl parse(String text, IssuingCa ca) throws CrlRefused {
        byte[] der = der(text);
        X509CRL crl = decode(der);
        if (!ca.signed(crl)) {
            throw new CrlRefused("was not signed by the issuing CA");
        }
        Set<String> critical = crl.getCriticalExtensionOIDs();
        if (critical != null && !Set.of(ISSUING_DISTRIBUTION_POINT).containsAll(critical)) {
            throw new CrlRefused("has a critical extension that brokers do not know");
        }
        Date nextUpdate = crl.getNextUpdate();
        if (nextUpdate == null) {
            throw new CrlRefused("never expires, which would hide a CA that is gone");
        }
        return new Crl(
                BEGIN + "\n" + LINES_OF_64.encodeToString(der) + "\n" + END + "\n",
                number(crl.getExtensionValue(CRL_NUMBER)),
                crl.getThisUpdate().toInstant(),
                nextUpdate.toInstant());
    }

    /** @throws CrlRefused if it would lock every device out at that time */
    public void requireCurrent(Instant now) throws CrlRefused {
        if (isFromTheFuture(now)) {
            throw new CrlRefused("is from the future: it holds from " + thisUpdate + " on, " + span(now, thisUpdate)
                    + " ahead of this clock");
        }
        if (!nextUpdate.isAfter(now)) {
            throw new CrlRefused("expired at " + nextUpdate);
        }
    }

    /** Whether the CRL is not valid yet, because its signer's clock or this one is wrong. A broker then turns every device away. */
    public boolean isFromTheFuture(Instant now) {
        return thisUpdate.isAfter(now);
    }

    private static String span(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        return span.toDays() > 0
                ? span.toDays() + " d " + span.toHoursPart() + " h"
                : span.toHours() > 0
                        ? span.toHours() + " h " + span.toMinutesPart() + " min"
                        : span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }

    /** Returns when three quarters of its life are over. */
    public Instant threeQuarters() {
        return nextUpdate.minus(Duration.between(thisUpdate, nextUpdate).dividedBy(4));
    }

    /** @throws CrlRefused if the other one is newer */
    public void requireNotOlderThan(Crl other) throws CrlRefused {
        if (number.compareTo(other.number) < 0) {
            throw new CrlRefused("has number " + number + ", the one in force has " + other.number);
        }
    }

    private static byte[] der(String text) throws CrlRefused {
        String armoured = text.strip();
        if (!armoured.startsWith(BEGIN)
                || !armoured.endsWith(END)
                || armoured.length() < BEGIN.length() + END.length()) {
            throw new CrlRefused("is not PEM");
        }
        String body = armoured.substring(BEGIN.length(), armoured.length() - END.length());
        try {
            return Base64.getDecoder()
                    .decode(body.replace("\r", "").replace("\n", "").getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new CrlRefused("is not one block of PEM", e);
        }
    }

    private static X509CRL decode(byte[] der) throws CrlRefused {
        try {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            if (Arrays.equals(crl.getEncoded(), der)) {
                return crl;
            }
        } catch (CertificateException | CRLException e) {
            throw new CrlRefused("cannot be read", e);
        }
        throw new CrlRefused("has bytes after its end");
    }

    // An INTEGER of at most 20 octets (RFC 5280 section 5.2.3) inside the extension's OCTET STRING: 04 n 02 m ...
    private static BigInteger number(byte @Nullable [] extension) throws CrlRefused {
        if (extension == null
                || extension.length < 5
                || extension.length > 24
                || extension[0] != 4
                || extension[1] != extension.length - 2
                || extension[2] != 2
                || extension[3] != extension.length - 4) {
            throw new CrlRefused("has no number");
        }
        return new BigInteger(extension, 4, extension.length - 4);
    }
}
