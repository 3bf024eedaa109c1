package org.deviceonboarding.command.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The CA that signed a certificate")
class AuthorityChainsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private final FilteredLog log = mock(FilteredLog.class);
    private CertificateAuthority before;
    private CertificateAuthority now;
    private AuthorityChains chains;

    @BeforeEach
    void makeTwo() {
        before = ca("before");
        now = ca("now");
        chains = new AuthorityChains(now, log);
    }

    @Test
    void isTheOneThatSignsNow() {
        assertThat(chains.of(issuedBy(now))).isEqualTo(now.chain());
        verifyNoInteractions(log);
    }

    @Test
    void isFoundInTheLogIfItWasReplaced() throws Exception {
        when(log.newest(any(), anyInt())).thenReturn(List.of(established(now), established(before)));

        assertThat(chains.of(issuedBy(before))).isEqualTo(before.chain());
    }

    @Test
    void isNoneThatNobodyKnows() {
        when(log.newest(any(), anyInt())).thenReturn(List.of());

        assertThatThrownBy(() -> chains.of(issuedBy(before))).isInstanceOf(IllegalStateException.class);
    }

    private CertificateAuthority ca(String name) {
        return CaStore.pkcs12(folder.resolve(name), "secret".toCharArray()).open(() -> NOW, RANDOM);
    }

    private static X509Certificate issuedBy(CertificateAuthority authority) {
        return authority.issueDevice(
                "0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a",
                KeyAlgorithm.EC_P256.generate(RANDOM).getPublic(),
                new DeviceProfile(Duration.ofDays(90), URI.create("http://portal.example/crl")));
    }

    private static LogEntry established(CertificateAuthority authority) throws CertificateEncodingException {
        X509Certificate issuer = authority.issuer();
        String fingerprint = Sha256.of(issuer.getEncoded()).hex();
        String payload = JsonMapper.shared()
                .createObjectNode()
                .put("fingerprint", fingerprint)
                .put("subject", issuer.getSubjectX500Principal().getName())
                .put("not_after", issuer.getNotAfter().toInstant().toString())
                .put("chain_pem", Pem.chain(authority.chain()))
                .toString();
        return new LogEntry(
                1,
                "e1",
                fingerprint,
                0,
                "IssuingAuthority",
                "AuthorityEstablished",
                "1",
                NOW.toString(),
                payload,
                "{}");
    }
}
