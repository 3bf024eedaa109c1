package org.deviceonboarding.command.authority;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records in the log which CA signs, so that readers of the log need not be told what to trust. */
@Component
public class AuthorityRecord {
    private static final Logger log = LoggerFactory.getLogger(AuthorityRecord.class);
    private static final String RETRY = "5s";

    private final CertificateAuthority authority;
    private final CommandDispatcher commands;
    private volatile boolean kept;

    AuthorityRecord(CertificateAuthority authority, CommandDispatcher commands) {
        this.authority = authority;
        this.commands = commands;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Scheduled(initialDelayString = RETRY, fixedDelayString = RETRY)
    void keep() {
        if (kept) {
            return;
        }
        try {
            require();
            kept = true;
        } catch (RuntimeException e) {
            log.warn("The CA is not on record yet, next try in {}: {}", RETRY, e.toString());
        }
    }

    /** Makes sure that the log has it: in the caller's transaction, if there is one. */
    public void require() {
        commands.send(new EstablishAuthority(established(authority.issuer())), Actor.PORTAL);
    }

    private AuthorityEstablished established(X509Certificate issuer) {
        try {
            return new AuthorityEstablished(
                    Sha256.of(issuer.getEncoded()),
                    issuer.getSubjectX500Principal().getName(),
                    issuer.getNotAfter().toInstant(),
                    Pem.chain(authority.chain()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate in use has no DER form", e);
        }
    }
}
