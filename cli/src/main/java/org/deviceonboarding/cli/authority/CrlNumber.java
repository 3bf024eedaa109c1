package org.deviceonboarding.cli.authority;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.util.Arrays;
import java.util.Optional;

/** Reads the number of a CRL (RFC 5280 section 5.2.3). The JDK has no method for that. */
public final class CrlNumber {
    private static final String OID = "2.5.29.20";
    private static final int HEADERS = 4; // an OCTET STRING with an INTEGER of at most 20 bytes in it
    private static final int OCTET_STRING = 0x04;
    private static final int INTEGER = 0x02;

    private CrlNumber() {}

    public static Optional<BigInteger> of(X509CRL crl) {
        byte[] der = crl.getExtensionValue(OID);
        return der != null
                        && der.length > HEADERS
                        && der[0] == OCTET_STRING
                        && der[2] == INTEGER
                        && der[3] == der.length - HEADERS
                ? Optional.of(new BigInteger(Arrays.copyOfRange(der, HEADERS, der.length)))
                : Optional.empty();
    }
}
