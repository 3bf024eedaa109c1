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
 * Checks that CRLs list all revoked certificates. A revoked certificate stays listed until one CRL that was issued after its end
 * listed it (RFC 5280 section 3.3), so whether an expired certificate may be absent depends on earlier CRLs.
 */
final class CrlCompleteness {
    private final FindingCollector findings;
    private final Set<Listing> afterTheirEnd = new HashSet<>();
    private @Nullable Instant completeSince;
    private long untold;

    /** The stay of a certificate on the list; a second hold is another stay. */
    private record Listing(SerialNumber serial, Instant revokedAt) {
        static Listing of(Revocation revocation) {
            return new Listing(revocation.serial(), revocation.revokedAt());
        }
    }

    CrlCompleteness(FindingCollector findings) {
        this.findings = findings;
    }

    /** Notes that a CRL is missing, so what it listed is unknown. */
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

    /** The number of absent expired certificates whose last listing is unknown, because a CRL is missing. */
    long untold() {
        return untold;
    }
}
