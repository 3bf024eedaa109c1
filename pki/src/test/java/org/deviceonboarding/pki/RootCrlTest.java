package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A CRL of the root")
class RootCrlTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final InstantSource CLOCK = InstantSource.fixed(TestCa.NOW);
    private static final BigInteger NUMBER = new BigInteger("1763720130123");
    private static final Instant BEGIN = Instant.parse("2026-11-21T10:10:30Z");
    private static final Instant END = Instant.parse("2027-11-21T10:15:30Z");

    @TempDir
    Path folder;

    private CaStore store;
    private CertificateAuthority authority;

    @BeforeEach
    void open() {
        store = CaStore.pkcs12(folder, PASSWORD, URI.create("http://portal.example.org/crl/root"));
        authority = store.open(CLOCK, TestCa.RANDOM);
    }

    @Test
    void isSignedWhileTheRootIsAtHandAndReadBackAsDerAndPem() {
        byte[] der = store.signRootCrl(authority, NUMBER, BEGIN, END).orElseThrow();

        for (byte[] content : List.of(der, Pem.crl(der).getBytes(StandardCharsets.US_ASCII))) {
            RootCrl read = RootCrl.read(content, authority);
            assertThat(read.der()).isEqualTo(der);
            assertThat(read.number()).contains(NUMBER);
            assertThat(read.thisUpdate()).isEqualTo(BEGIN);
            assertThat(read.nextUpdate()).isEqualTo(END);
            assertThat(read.listsIssuer()).isFalse();
        }
    }

    @Test
    void isNotSignedWithoutTheRoot() throws Exception {
        Files.delete(folder.resolve("root.p12"));

        assertThat(store.signRootCrl(authority, NUMBER, BEGIN, END)).isEmpty();
    }

    @Test
    void endsWithTheRoot() {
        Instant end = authority.root().getNotAfter().toInstant();
        byte[] der = store.signRootCrl(authority, NUMBER, BEGIN, end.plus(Duration.ofDays(9)))
                .orElseThrow();

        assertThat(RootCrl.read(der, authority).nextUpdate()).isEqualTo(end);
    }

    @Test
    void mayListTheIssuingCa() throws Exception {
        NewCa made = NewCa.make(TestCa.NOW, TestCa.RANDOM);
        CertificateAuthority other = TestCa.ca(made, CLOCK);
        byte[] der = new CrlDraft(made.root(), NUMBER, BEGIN, END)
                .sign(
                        new RevokedEntry(made.issuing().getSerialNumber(), BEGIN, 2).encoded(),
                        SigningKey.inMemory(made.rootKey().getPrivate(), TestCa.RANDOM, InstantSource.system()));

        assertThat(RootCrl.read(der, other).listsIssuer()).isTrue();
    }

    @Test
    void isNoOtherCasCrlAndNothingElse() {
        byte[] theirs = CaStore.pkcs12(folder.resolve("other"), PASSWORD)
                .signRootCrl(
                        CaStore.pkcs12(folder.resolve("other"), PASSWORD).open(CLOCK, TestCa.RANDOM),
                        NUMBER,
                        BEGIN,
                        END)
                .orElseThrow();
        byte[] root = store.signRootCrl(authority, NUMBER, BEGIN, END).orElseThrow();
        String two = Pem.crl(root) + Pem.crl(authority.signCrl(NUMBER, BEGIN, END, List.of()));

        assertThatThrownBy(() -> RootCrl.read(theirs, authority)).hasMessageContaining("not signed by the root");
        assertThatThrownBy(() -> RootCrl.read(authority.signCrl(NUMBER, BEGIN, END, List.of()), authority))
                .hasMessageContaining("not signed by the root");
        assertThatThrownBy(() -> RootCrl.read(two.getBytes(StandardCharsets.US_ASCII), authority))
                .hasMessageContaining("2 CRLs");
        for (String junk : List.of("", "junk", Pem.certificate(authority.root()))) {
            assertThatThrownBy(() -> RootCrl.read(junk.getBytes(StandardCharsets.US_ASCII), authority))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isWhereANewIssuingCaSaysItIs() {
        assertThat(new String(authority.issuer().getExtensionValue("2.5.29.31"), StandardCharsets.ISO_8859_1))
                .endsWith("http://portal.example.org/crl/root");
        assertThat(CaStore.pkcs12(folder.resolve("unnamed"), PASSWORD)
                        .open(CLOCK, TestCa.RANDOM)
                        .issuer()
                        .getExtensionValue("2.5.29.31"))
                .isNull();
    }

    @Test
    void isWhatOpensslWantsToCheckAWholeChain() throws Exception {
        Instant now = Instant.now();
        CaStore today = CaStore.pkcs12(folder.resolve("today"), PASSWORD);
        CertificateAuthority ca = today.open(InstantSource.system(), TestCa.RANDOM);
        var key = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic();
        var good = ca.issueDevice(TestCa.DEVICE, key, TestCa.PROFILE);
        var bad = ca.issueDevice(TestCa.DEVICE, key, TestCa.PROFILE);
        byte[] issuing = ca.signCrl(
                NUMBER,
                ca.beginning(now),
                now.plus(Duration.ofDays(7)),
                List.of(new RevokedEntry(bad.getSerialNumber(), now, 1)));
        byte[] root = today.signRootCrl(ca, NUMBER, ca.beginning(now), now.plus(Duration.ofDays(365)))
                .orElseThrow();
        Files.writeString(folder.resolve("root.crt"), Pem.certificate(ca.root()));
        Files.writeString(folder.resolve("issuing.crt"), Pem.certificate(ca.issuer()));
        Files.writeString(folder.resolve("good.crt"), Pem.certificate(good));
        Files.writeString(folder.resolve("bad.crt"), Pem.certificate(bad));
        Files.writeString(folder.resolve("chain.pem"), Pem.crl(issuing) + Pem.crl(root));
        Files.writeString(folder.resolve("half.pem"), Pem.crl(issuing));

        assertThat(verify("good.crt", "chain.pem")).contains("good.crt: OK");
        assertThat(verify("bad.crt", "chain.pem")).contains("certificate revoked");
        assertThat(verify("good.crt", "half.pem")).contains("unable to get certificate CRL");
        assertThat(Date.from(now)).isAfter(good.getNotBefore());
    }

    private String verify(String certificate, String crls) throws Exception {
        return Tool.OPENSSL
                .run(
                        folder,
                        "verify",
                        "-crl_check_all",
                        "-CAfile",
                        "root.crt",
                        "-untrusted",
                        "issuing.crt",
                        "-CRLfile",
                        crls,
                        certificate)
                .toString();
    }
}
