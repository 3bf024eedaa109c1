package org.deviceonboarding.verify.check;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.revocation.Revocation;
import org.jspecify.annotations.Nullable;

/** The entries of a signed CRL, with the types of the log. */
record CrlEntries(Map<SerialNumber, Entry> entries) {
    private static final String NUMBER = "2.5.29.20"; // RFC 5280 section 5.2.3
    private static final int OCTET_STRING = 4;
    private static final int INTEGER = 2;
    private static final int LONGEST_NUMBER = 20;

    /** An entry. A CRL has no fractions of a second. */
    record Entry(Instant revokedAt, int reasonCode) {
        static Entry of(Revocation revocation) {
            return new Entry(revocation.revokedAt().truncatedTo(ChronoUnit.SECONDS), revocation.reasonCode());
        }
    }

    static CrlEntries of(X509CRL crl) {
        Map<SerialNumber, Entry> entries = new HashMap<>();
        Set<? extends X509CRLEntry> listed = crl.getRevokedCertificates();
        if (listed != null) {
            for (X509CRLEntry entry : listed) {
                entries.put(
                        SerialNumber.of(entry.getSerialNumber()),
                        new Entry(entry.getRevocationDate().toInstant(), code(entry.getRevocationReason())));
            }
        }
        return new CrlEntries(entries);
    }

    // RFC 5280 section 5.3.1
    private static int code(@Nullable CRLReason reason) {
        return switch (reason) {
            case null -> 0;
            case UNSPECIFIED -> 0;
            case KEY_COMPROMISE -> 1;
            case CA_COMPROMISE -> 2;
            case AFFILIATION_CHANGED -> 3;
            case SUPERSEDED -> 4;
            case CESSATION_OF_OPERATION -> 5;
            case CERTIFICATE_HOLD -> 6;
            case UNUSED -> 7;
            case REMOVE_FROM_CRL -> 8;
            case PRIVILEGE_WITHDRAWN -> 9;
            case AA_COMPROMISE -> 10;
        };
    }

    /** The CRL number; empty if there is none, or if it is longer than 20 octets. */
    static Optional<BigInteger> number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(NUMBER);
        if (extension == null || extension.length < 5 || extension.length > LONGEST_NUMBER + 4) {
            return Optional.empty();
        }
        ByteBuffer der = ByteBuffer.wrap(extension);
        boolean shaped = der.get() == OCTET_STRING
                && der.get() == extension.length - 2
                && der.get() == INTEGER
                && der.get() == extension.length - 4;
        return shaped
                ? Optional.of(new BigInteger(Arrays.copyOfRange(extension, 4, extension.length)))
                : Optional.empty();
    }
}
