package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A CRL")
class CrlTest {
    private static final CertificateAuthority CA = TestCa.ca(InstantSource.fixed(TestCa.NOW));
    private static final Instant NEXT = TestCa.NOW.plus(Duration.ofDays(7));
    private static final BigInteger SERIAL = new BigInteger("7f00000000000000000000000000002a", 16);
    private static final String CRL_NUMBER = "2.5.29.20";
    private static final String AKI = "2.5.29.35";
    private static final String REASON = "2.5.29.21";

    private static X509CRL signed(long number, List<RevokedEntry> entries) throws Exception {
        byte[] der = CA.signCrl(BigInteger.valueOf(number), TestCa.NOW, NEXT, entries);
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        crl.verify(CA.issuer().getPublicKey());
        return crl;
    }

    @Test
    void saysWhoSignedItWhenAndAsWhichNumber() throws Exception {
        X509CRL crl = signed(300, List.of());

        assertThat(crl.getVersion()).isEqualTo(2);
        assertThat(crl.getIssuerX500Principal()).isEqualTo(CA.issuer().getSubjectX500Principal());
        assertThat(crl.getThisUpdate()).isEqualTo("2026-11-21T10:15:30Z");
        assertThat(crl.getNextUpdate()).isEqualTo("2026-11-28T10:15:30Z");
        assertThat(crl.getExtensionValue(CRL_NUMBER)).containsExactly(4, 4, 2, 2, 1, 44);
        assertThat(crl.getNonCriticalExtensionOIDs()).containsExactlyInAnyOrder(CRL_NUMBER, AKI);
        assertThat(crl.getCriticalExtensionOIDs()).isEmpty();
    }

    @Test
    void listsSerialTimeAndReason() throws Exception {
        X509CRL crl = signed(1, List.of(new RevokedEntry(SERIAL, TestCa.NOW, 1)));

        assertThat(crl.getRevokedCertificates()).singleElement().satisfies(entry -> {
            assertThat(entry.getSerialNumber()).isEqualTo(SERIAL);
            assertThat(entry.getRevocationDate()).isEqualTo("2026-11-21T10:15:30Z");
            assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
        });
    }

    @Test
    void leavesTheReasonOutWhenThereIsNone() throws Exception {
        X509CRL crl = signed(1, List.of(new RevokedEntry(SERIAL, TestCa.NOW, 0)));

        assertThat(crl.getRevokedCertificate(SERIAL).hasExtensions()).isFalse();
        assertThat(crl.getRevokedCertificate(SERIAL).getExtensionValue(REASON)).isNull();
    }

    @Test
    void leavesTheListOutWhenNothingIsRevoked() throws Exception {
        assertThat(signed(1, List.of()).getRevokedCertificates()).isNull();
    }

    @Test
    void dealsWithTheYearsAfter2049() throws Exception {
        Instant late = Instant.parse("2051-01-01T00:00:00Z");

        assertThat(signed(1, List.of(new RevokedEntry(SERIAL, late, 4)))
                        .getRevokedCertificate(SERIAL)
                        .getRevocationDate())
                .isEqualTo(late);
    }

    @Test
    void takesTenThousandEntriesInTheirOrder() throws Exception {
        List<RevokedEntry> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> new RevokedEntry(SERIAL.subtract(BigInteger.valueOf(i)), TestCa.NOW.plusSeconds(i), 4))
                .toList();

        X509CRL crl = signed(1, entries);

        assertThat(crl.getEncoded()).hasSizeBetween(490_000, 491_000);
        assertThat(crl.getRevokedCertificates()).hasSize(10_000);
        assertThat(crl.getRevokedCertificate(SERIAL.subtract(BigInteger.valueOf(9_999)))
                        .getRevocationDate())
                .isEqualTo(TestCa.NOW.plusSeconds(9_999).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 400, 2_000})
    void isWhatBouncyCastleWouldMake(int entries) throws Exception {
        Random random = new Random(entries);
        int[] reasons = {0, 1, 2, 3, 4, 5, 6, 9, 10};
        List<RevokedEntry> listed = Stream.generate(() -> new RevokedEntry(
                        new BigInteger(1 + random.nextInt(159), random).add(BigInteger.ONE),
                        TestCa.NOW.plus(Duration.ofDays(random.nextInt(20_000))),
                        reasons[random.nextInt(reasons.length)]))
                .limit(entries)
                .toList();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                        X500Name.getInstance(
                                CA.issuer().getSubjectX500Principal().getEncoded()),
                        Date.from(TestCa.NOW))
                .setNextUpdate(Date.from(NEXT))
                .addExtension(Extension.cRLNumber, false, new ASN1Integer(entries))
                .addExtension(Extension.authorityKeyIdentifier, false, KeyIdentifiers.authority(CA.issuer()));
        listed.forEach(entry -> builder.addCRLEntry(entry.serial(), Date.from(entry.revokedAt()), entry.reasonCode()));
        ContentSigner anySigner = new JcaContentSignerBuilder("SHA256withECDSA")
                .build(KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate());

        assertThat(signed(entries, listed).getTBSCertList())
                .isEqualTo(builder.build(anySigner)
                        .toASN1Structure()
                        .getTBSCertList()
                        .getEncoded());
    }

    @Test
    void endsAfterItBegins() {
        assertThatThrownBy(() -> CA.signCrl(BigInteger.ONE, NEXT, NEXT, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nextUpdate");
    }

    @Test
    void hasANumberOfAtMostTwentyOctets() {
        assertThatThrownBy(() -> CA.signCrl(BigInteger.ONE.shiftLeft(159), TestCa.NOW, NEXT, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 octets");
        assertThatThrownBy(() -> CA.signCrl(BigInteger.valueOf(-1), TestCa.NOW, NEXT, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7, 8, 11})
    void knowsNoSuchReason(int code) {
        assertThatThrownBy(() -> new RevokedEntry(SERIAL, TestCa.NOW, code))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1461501637330902918203684832716283019655932542976"})
    void knowsNoSuchSerialNumber(BigInteger serial) {
        assertThatThrownBy(() -> new RevokedEntry(serial, TestCa.NOW, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
