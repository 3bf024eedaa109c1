package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.cli.connect.TlsProbe;
import org.deviceonboarding.cli.http.TrustedCas;
import org.deviceonboarding.cli.output.TimeSpan;

/** Checks whether the broker's port answers with a certificate of our CA. */
final class BrokerPortCheck implements DoctorCheck {
    private static final Duration SOON = Duration.ofDays(14);

    @Override
    public String subject() {
        return "broker port";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        BrokerAddress at = context.broker();
        String remedy = at.guessed()
                ? "That address is a guess; --broker HOST:PORT or --credentials DIR says where the broker is"
                : "Is the broker running, its port open, and its certificate for that name?";
        List<X509Certificate> presented;
        try {
            presented = TlsProbe.handshake(
                    TrustedCas.context(List.of(context.chain().getLast()), null), at.host(), at.port(), false);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } catch (IOException e) {
            String what = at + ": " + TlsProbe.words(e);
            return List.of(
                    at.guessed()
                            ? DoctorFinding.warn("broker port", what, remedy)
                            : DoctorFinding.fail("broker port", what, remedy));
        }
        Duration left = Duration.between(
                context.clock().instant(), presented.getFirst().getNotAfter().toInstant());
        String what = at + " speaks TLS, its certificate is from our CA and expires in " + TimeSpan.text(left);
        return List.of(
                left.compareTo(SOON) < 0
                        ? DoctorFinding.warn(
                                "broker port", what, "Its process with the acl role should have asked for a new one")
                        : DoctorFinding.ok("broker port", what));
    }
}
