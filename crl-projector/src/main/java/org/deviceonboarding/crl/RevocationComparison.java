package org.deviceonboarding.crl;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.log.state.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the entries of a table or of a CRL with those that the log requires. */
final class RevocationComparison {
    private static final String NOT_LISTED = "not listed";

    private final Findings findings;

    RevocationComparison(Findings findings) {
        this.findings = findings;
    }

    void published(SignedCrl crl, X509Certificate issuer, Revocations expected, JdbcClient jdbc) {
        BigInteger number = crl.summary().number();
        X509CRL parsed;
        try {
            parsed = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(crl.der()));
            parsed.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            findings.differs("crl " + number, "a CRL that the issuing CA signed", String.valueOf(e.getMessage()));
            return;
        }
        differ("crl " + number + " number", number.toString(), number(parsed).toString());
        differ(
                "crl " + number + " next update",
                crl.summary().nextUpdate().truncatedTo(ChronoUnit.SECONDS).toString(),
                parsed.getNextUpdate().toInstant().toString());
        entries(crl.summary(), parsed, expected, droppedBefore(crl.summary(), jdbc));
    }

    private void entries(CrlSummary crl, X509CRL parsed, Revocations expected, Set<String> dropped) {
        Map<String, String> listed = new TreeMap<>();
        Set<? extends X509CRLEntry> entries = parsed.getRevokedCertificates();
        if (entries != null) {
            entries.forEach(entry -> listed.put(
                    entry.getSerialNumber().toString(16),
                    text(entry.getRevocationDate().toInstant(), reason(entry))));
        }
        findings.counted("crl_entries", listed.size());
        expected.entries().forEach((serial, entry) -> {
            String found = listed.remove(serial.hex());
            // RFC 5280 section 3.3: one that was listed after its end need not be again.
            boolean mayBeMissing = !entry.notAfter().isAfter(crl.signedAt()) && dropped.contains(serial.hex());
            if (found != null || !mayBeMissing) {
                differ(
                        "crl " + crl.number() + " " + serial,
                        text(entry.revokedAt().truncatedTo(ChronoUnit.SECONDS), entry.reasonCode()),
                        found == null ? NOT_LISTED : found);
            }
        });
        listed.forEach(
                (serial, found) -> findings.differs("crl " + crl.number() + " " + shown(serial), NOT_LISTED, found));
    }

    static String shown(String serial) {
        return serial.length() % 2 == 0 ? serial : "0" + serial; // also of what is no serial number
    }

    private static Set<String> droppedBefore(CrlSummary crl, JdbcClient jdbc) {
        return new HashSet<>(jdbc.sql("select serial from revocation where not_after <= :signed"
                        + " and last_listed_at >= not_after and last_listed_at < :signed")
                .param("signed", Timestamp.from(crl.signedAt()))
                .query((row, _) -> row.getString("serial"))
                .list());
    }

    private void differ(String key, String expected, String found) {
        if (!expected.equals(found)) {
            findings.differs(key, expected, found);
        }
    }

    private static String text(Instant at, int reason) {
        return "revoked at " + at + " for reason " + reason;
    }

    // RFC 5280 section 5.3.1: an ENUMERATED of one octet in an OCTET STRING, or nothing for "unspecified".
    private static int reason(X509CRLEntry entry) {
        byte[] extension = entry.getExtensionValue("2.5.29.21");
        return extension == null || extension.length == 0 ? 0 : extension[extension.length - 1];
    }

    // RFC 5280 section 5.2.3: an INTEGER in an OCTET STRING, both short.
    private static BigInteger number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue("2.5.29.20");
        return extension == null || extension.length < 5
                ? BigInteger.ZERO
                : new BigInteger(extension, 4, extension.length - 4);
    }
}
