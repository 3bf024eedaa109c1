package org.deviceonboarding.command.server;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.command.authority.AuthorityRecord;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.device.SignedCertificates;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.springframework.stereotype.Component;

/** Issues the portal's own server certificates, for devices, who trust no CA but this one. */
@Component
public class ServerCertificates {
    /** What browsers and some TLS stacks take from a server at most. */
    private static final Duration VALIDITY = Duration.ofDays(397);

    private final CertificateAuthority authority;
    private final AuthorityRecord record;
    private final IssuingProperties issuing;
    private final CommandDispatcher commands;

    ServerCertificates(
            CertificateAuthority authority,
            AuthorityRecord record,
            IssuingProperties issuing,
            CommandDispatcher commands) {
        this.authority = authority;
        this.record = record;
        this.issuing = issuing;
        this.commands = commands;
    }

    /**
     * A certificate for a new key, once it is on record.
     *
     * @param name its common name
     * @param hosts DNS names and addresses under which devices find it
     */
    public X509Certificate issue(String name, List<String> hosts, KeyPair key, KeyAlgorithm algorithm) {
        X509Certificate certificate = authority.issueServer(name, hosts, key.getPublic(), VALIDITY, issuing.crl());
        SignedCertificate signed = SignedCertificates.of(certificate, algorithm);
        record.require();
        RecordServerCertificate command = new RecordServerCertificate(new ServerCertificateIssued(
                CertifiedKey.of(key.getPublic()).digest(),
                signed.serial(),
                signed.fingerprint(),
                signed.subject(),
                signed.notBefore(),
                signed.notAfter(),
                signed.pem()));
        commands.send(command, Actor.PORTAL);
        return certificate;
    }
}
