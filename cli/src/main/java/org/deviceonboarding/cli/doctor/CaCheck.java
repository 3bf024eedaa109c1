package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.cli.authority.Chain;
import org.deviceonboarding.cli.authority.PublishedCa;
import org.deviceonboarding.cli.output.TimeSpan;

/** Checks the CA's certificates and how long they are valid. */
final class CaCheck implements DoctorCheck {
    private static final Duration EARLY = Duration.ofDays(180);

    @Override
    public String subject() {
        return "ca";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        List<X509Certificate> chain = context.chain();
        List<DoctorFinding> findings = new ArrayList<>();
        Optional<String> fault = Chain.fault(chain, context.clock().instant());
        if (fault.isPresent()) {
            return List.of(DoctorFinding.fail(
                    "ca chain",
                    fault.get(),
                    "Put the right certificates into CA_ROOT_PATH; devices trust the root alone"));
        }
        findings.add(DoctorFinding.ok(
                "ca chain",
                chain.size() + " certificates, up to "
                        + chain.getLast().getSubjectX500Principal().getName()));
        if (!PublishedCa.root(context.open()).equals(chain.getLast())) {
            findings.add(DoctorFinding.fail(
                    "ca root",
                    "/ca.crt is another certificate than the chain's end",
                    "Do all processes have the same CA?"));
        }
        for (X509Certificate certificate : chain) {
            Duration left = Duration.between(
                    context.clock().instant(), certificate.getNotAfter().toInstant());
            String subject = certificate.equals(chain.getLast()) ? "ca root" : "ca issuing";
            String what = "expires in " + TimeSpan.text(left);
            findings.add(
                    left.compareTo(EARLY) < 0
                            ? DoctorFinding.warn(
                                    subject, what, "Plan its successor: no certificate outlives its issuer")
                            : DoctorFinding.ok(subject, what));
        }
        return findings;
    }
}
