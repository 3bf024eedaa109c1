package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.cli.authority.Chain;
import org.deviceonboarding.cli.authority.CrlNumber;
import org.deviceonboarding.cli.authority.PublishedCa;
import org.deviceonboarding.cli.output.TimeSpan;

/** Checks the CRL's signature and age. When a CRL expires, no device can connect. */
final class PublishedCrlCheck implements DoctorCheck {
    private static final int QUARTER = 4;

    @Override
    public String subject() {
        return "crl";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        X509CRL crl = PublishedCa.crl(context.open());
        Instant now = context.clock().instant();
        Optional<String> fault = Chain.fault(crl, context.chain(), now);
        if (fault.isPresent()) {
            return List.of(DoctorFinding.fail("crl", fault.get(), "Have a process with the crl role sign a new one"));
        }
        Instant begin = crl.getThisUpdate().toInstant();
        Instant end = crl.getNextUpdate().toInstant();
        Duration left = Duration.between(now, end);
        String what = "number " + CrlNumber.of(crl).map(BigInteger::toString).orElse("unknown") + ", "
                + TimeSpan.text(Duration.between(begin, now)) + " old, good for " + TimeSpan.text(left) + ", "
                + (crl.getRevokedCertificates() == null
                        ? 0
                        : crl.getRevokedCertificates().size()) + " entries";
        // It is signed anew at half of its life.
        return List.of(
                left.multipliedBy(QUARTER).compareTo(Duration.between(begin, end)) < 0
                        ? DoctorFinding.warn(
                                "crl", what, "It should have been signed anew: is a process with the crl role running?")
                        : DoctorFinding.ok("crl", what));
    }
}
