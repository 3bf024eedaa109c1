package org.deviceonboarding.audit.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.stereotype.Component;

/** Lists the issuing CAs from the log. They are few, and the log has an index over their events. */
@Component
public class AuthorityReads {
    private static final int MOST = 20;

    private final FilteredLog entries;
    private final EntryReader events = new EntryReader();

    AuthorityReads(FilteredLog entries) {
        this.entries = entries;
    }

    /**
     * An issuing CA.
     *
     * @param chain the issuing CA's certificate first, the root's last
     */
    public record Authority(Instant since, long position, List<AuthorityCertificate> chain) {}

    /** All issuing CAs, the current one first. */
    public List<Authority> all() {
        return entries.newest(LogFilter.of(AuthorityEstablished.class), MOST).stream()
                .map(this::authority)
                .toList();
    }

    private Authority authority(LogEntry entry) {
        try {
            AuthorityEstablished established =
                    (AuthorityEstablished) events.read(entry).event();
            return new Authority(Instant.parse(entry.time()), entry.position(), chain(established.chainPem()));
        } catch (UnreadableEntry | CertificateException e) {
            throw new IllegalStateException("The CA at " + entry.position() + " cannot be read", e);
        }
    }

    private static List<AuthorityCertificate> chain(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
                .stream()
                .map(certificate -> AuthorityCertificate.of((X509Certificate) certificate))
                .toList();
    }
}
