package org.deviceonboarding.command.authority;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The record of the CA")
class AuthorityRecordTest {
    private final CommandDispatcher commands = mock(CommandDispatcher.class);
    private CertificateAuthority authority;

    @BeforeEach
    void open(@TempDir Path folder) {
        authority = CaStore.pkcs12(folder, "secret".toCharArray())
                .open(() -> Instant.parse("2026-11-01T00:00:00Z"), new SecureRandom());
    }

    @Test
    void isKeptOnceItCouldBeWritten() throws CertificateEncodingException {
        AuthorityRecord kept = new AuthorityRecord(authority, commands);
        doThrow(new IllegalStateException("The database does not answer"))
                .doNothing()
                .when(commands)
                .send(any(), any());

        kept.keep();
        kept.keep();
        kept.keep();

        verify(commands, times(2))
                .send(
                        new EstablishAuthority(new AuthorityEstablished(
                                Sha256.of(authority.issuer().getEncoded()),
                                authority.issuer().getSubjectX500Principal().getName(),
                                authority.issuer().getNotAfter().toInstant(),
                                Pem.chain(authority.chain()))),
                        Actor.PORTAL);
    }
}
