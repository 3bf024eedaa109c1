package org.deviceonboarding.verify.check;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.verify.bundle.ExportedCrl;
import org.jspecify.annotations.Nullable;

/**
 * Whether CRLs list what they have to. A certificate that is void stays listed until it was on one CRL that was issued after its end
 * (RFC 5280 section 3.3); so whether an expired one may be absent depends on the CRLs before.
 */
final class CrlCompleteness {
    private final FindingCollector findings;
    private final Set<Listing> afterTheirEnd = new HashSet<>();
    private @Nullable Instant completeSince;
    private long untold;

    /** One stay on the list: a hold that ended and begins anew is another. */
    private record Listing(SerialNumber serial, Instant revokedAt) {
        static Listing of(Revocation revocation) {
            return new Listing(revocation.serial(), revocation.revokedAt());
        }
    }

    CrlCompleteness(FindingCollector findings) {
        this.findings = findings;
    }

    /** There is a CRL that we cannot see: what it listed is unknown. */
    void forget() {
        completeSince = null;
    }

    void check(ExportedCrl crl, CrlEntries said, Revocations revocations) {
        if (completeSince == null) {
            completeSince = crl.signedAt();
        }
        int found = 0;
        for (Revocation revocation : revocations.entries().values()) {
            CrlEntries.Entry entry = said.entries().get(revocation.serial());
            boolean ended = !revocation.notAfter().isAfter(crl.signedAt());
            if (entry == null) {
                absent(crl, revocation, ended);
                continue;
            }
            found++;
            if (!entry.equals(CrlEntries.Entry.of(revocation))) {
                fault(crl, "lists " + revocation.serial() + " with another time or reason");
            }
            if (ended) {
                afterTheirEnd.add(Listing.of(revocation));
            }
        }
        if (found < said.entries().size()) {
            said.entries().keySet().stream()
                    .filter(serial -> !revocations.entries().containsKey(serial))
                    .sorted()
                    .forEach(serial -> fault(crl, "lists " + serial + ", which nobody revoked"));
        }
    }

    private void absent(ExportedCrl crl, Revocation revocation, boolean ended) {
        if (!ended) {
            fault(crl, "does not list " + revocation.serial());
        } else if (!afterTheirEnd.contains(Listing.of(revocation))) {
            if (completeSince != null && revocation.notAfter().isAfter(completeSince)) {
                fault(crl, "does not list " + revocation.serial() + ", which no CRL listed after its end");
            } else {
                untold++;
            }
        }
    }

    private void fault(ExportedCrl crl, String what) {
        findings.add(Finding.at(crl.position(), FindingKind.CRL, "CRL " + crl.number() + " " + what));
    }

    /** How often an expired certificate was absent, and the CRL that may have listed it last is not at hand. */
    long untold() {
        return untold;
    }
}
