package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.ExportedCrl;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;

/** Checks that the CA signed each CRL, and that the CRL lists the revocations and holds of its position. */
final class CrlCheck {
    // The portal dates a CRL back by five minutes; much more would let it leave out what only expired meanwhile.
    private static final Duration LONGEST_BACKDATE = Duration.ofHours(1);

    private final AuditBundle bundle;
    private final LineReader lines;
    private final IssuingAuthorities authorities;
    private final CrlCompleteness listed;
    private final FindingCollector findings;
    private @Nullable ExportedCrl next;
    private BigInteger number = BigInteger.ONE.negate();
    private long position;
    private int checked;
    private int absent;

    CrlCheck(AuditBundle bundle, LineReader lines, IssuingAuthorities authorities, FindingCollector findings)
            throws IOException, AuditBundleRefused {
        this.bundle = bundle;
        this.lines = lines;
        this.authorities = authorities;
        this.findings = findings;
        this.listed = new CrlCompleteness(findings);
        advance();
    }

    /** @param revocations the revocations before that position */
    void before(long following, Revocations revocations) throws IOException, AuditBundleRefused {
        while (next != null && next.position() < following) {
            check(next, revocations);
            advance();
        }
    }

    void end(long last, Revocations revocations) throws IOException, AuditBundleRefused {
        before(last + 1, revocations);
        while (next != null) {
            findings.add(new Finding(
                    new FindingLocation.After(last),
                    FindingKind.CRL,
                    "CRL " + next.number() + " covers position " + next.position()));
            advance();
        }
    }

    private void check(ExportedCrl crl, Revocations revocations) throws IOException, AuditBundleRefused {
        Optional<byte[]> der = bundle.crl(crl.number());
        if (der.isEmpty()) {
            absent++;
            listed.forget();
            if (crl.stored()) {
                fault(crl, "is missing in the bundle");
            }
            return;
        }
        try {
            X509CRL read = X509Reader.crl(der.get());
            checked++;
            if (isGood(crl, read, der.get())) {
                listed.check(crl, CrlEntries.of(read), revocations);
            } else {
                listed.forget();
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            listed.forget();
            fault(crl, "cannot be read: " + e.getMessage());
        }
    }

    private boolean isGood(ExportedCrl crl, X509CRL read, byte[] der) {
        if (!Sha256.of(der).hex().equals(crl.sha256())) {
            return fault(crl, "has another checksum");
        }
        if (authorities.named(read.getIssuerX500Principal()).stream()
                .noneMatch(issuer -> signed(read, issuer.getPublicKey()))) {
            return fault(crl, "was signed by no CA on record");
        }
        if (!CrlEntries.number(read).equals(Optional.of(crl.number()))) {
            return fault(crl, "has another number");
        }
        Instant thisUpdate = read.getThisUpdate().toInstant();
        if (crl.signedAt().isBefore(thisUpdate)
                || crl.signedAt().isAfter(thisUpdate.plus(LONGEST_BACKDATE))
                || read.getNextUpdate() == null
                || !read.getNextUpdate().toInstant().equals(crl.nextUpdate())) {
            return fault(crl, "is of another time");
        }
        return true;
    }

    private static boolean signed(X509CRL crl, PublicKey key) {
        try {
            crl.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private boolean fault(ExportedCrl crl, String what) {
        findings.add(Finding.at(crl.position(), FindingKind.CRL, "CRL " + crl.number() + " " + what));
        return false;
    }

    private void advance() throws IOException, AuditBundleRefused {
        next = null;
        String line = lines.next();
        if (line == null) {
            return;
        }
        try {
            ExportedCrl read = BundleJson.read(line, ExportedCrl.class);
            if (read.number().compareTo(number) <= 0 || read.position() < position) {
                fault(read, "is older than the one before it");
            }
            number = read.number();
            position = read.position();
            next = read;
        } catch (IllegalArgumentException e) {
            findings.add(Finding.ofBundle("CRL " + lines.number() + " " + e.getMessage()));
            advance();
        }
    }

    int checked() {
        return checked;
    }

    int absent() {
        return absent;
    }

    long untold() {
        return listed.untold();
    }
}
