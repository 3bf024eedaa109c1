package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields are read back with the JDK's parser, not with the library that wrote them. */
@DisplayName("A certificate authority")
class CertificateAuthorityTest {
    private static final NewCa MADE = NewCa.make(TestCa.NOW, TestCa.RANDOM);
    private static final CertificateAuthority CA = TestCa.ca(MADE, InstantSource.fixed(TestCa.NOW));
    private static final PublicKey KEY =
            KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic();
    private static final String SKI = "2.5.29.14";
    private static final String SAN = "2.5.29.17";
    private static final String CRL_DP = "2.5.29.31";
    private static final String AKI = "2.5.29.35";

    private static X509Certificate device(PublicKey key) {
        return CA.issueDevice(TestCa.DEVICE, key, TestCa.PROFILE);
    }

    @Nested
    @DisplayName("that signs for a device")
    class ThatSignsForADevice {
        private final X509Certificate certificate = device(KEY);

        @Test
        void namesItInSubjectAndAlternativeName() throws Exception {
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + TestCa.DEVICE);
            assertThat(certificate.getSubjectAlternativeNames()).hasToString("[[6, urn:uuid:" + TestCa.DEVICE + "]]");
            assertThat(certificate.getPublicKey()).isEqualTo(KEY);
        }

        @Test
        void makesItAClientAndNothingElse() throws Exception {
            assertThat(certificate.getVersion()).isEqualTo(3);
            assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
            assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
            assertThat(certificate.getNonCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder("2.5.29.37", SKI, SAN, CRL_DP, AKI);
        }

        @ParameterizedTest
        @EnumSource
        void letsOnlyRsaKeysEncipherKeys(KeyAlgorithm algorithm) {
            X509Certificate other = device(algorithm.generate(TestCa.RANDOM).getPublic());

            assertThat(bits(other.getKeyUsage())).isEqualTo(algorithm.isRsa() ? List.of(0, 2) : List.of(0));
        }

        @Test
        void pointsToItsIssuerAndItsCrl() {
            assertThat(certificate.getIssuerX500Principal())
                    .isEqualTo(CA.issuer().getSubjectX500Principal());
            assertThat(keyId(certificate, AKI)).isEqualTo(keyId(CA.issuer(), SKI));
            assertThat(new String(certificate.getExtensionValue(CRL_DP), StandardCharsets.ISO_8859_1))
                    .endsWith(TestCa.CRL.toString());
        }

        @Test
        void backdatesByFiveMinutesAndCountsTheLastSecond() {
            assertThat(certificate.getNotBefore()).isEqualTo("2026-11-21T10:10:30Z");
            assertThat(certificate.getNotAfter()).isEqualTo("2027-11-21T10:10:29Z");
        }

        @Test
        void backdatesAllThatItSignsBySoMuch() {
            CertificateAuthority early = CA.backdatedBy(Duration.ofMinutes(20));
            Instant begins = Instant.parse("2026-11-21T09:55:30Z");

            assertThat(Stream.of(
                            early.issueDevice(TestCa.DEVICE, KEY, TestCa.PROFILE),
                            early.issueClient("probe", KEY, TestCa.PROFILE),
                            early.issueServer("broker", List.of("localhost"), KEY, Duration.ofDays(90), TestCa.CRL)))
                    .allSatisfy(one -> assertThat(one.getNotBefore()).isEqualTo(begins));
            assertThat(early.beginning(TestCa.NOW)).isEqualTo(begins);
        }

        @Test
        void beginsNothingBeforeItself() {
            Instant made = TestCa.NOW.minus(Duration.ofDays(1)); // the first second of a CA made now
            CertificateAuthority young = TestCa.ca(NewCa.make(TestCa.NOW, TestCa.RANDOM), () -> made.plusSeconds(60));

            assertThat(young.issueDevice(TestCa.DEVICE, KEY, TestCa.PROFILE).getNotBefore())
                    .isEqualTo(young.issuer().getNotBefore());
            assertThat(young.beginning(made.plusSeconds(60)))
                    .isEqualTo(young.issuer().getNotBefore().toInstant());
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT-1S", "PT1H1S", "PT0.5S"})
        void refusesABackdatingThatMakesNoSense(Duration backdate) {
            assertThatThrownBy(() -> CA.backdatedBy(backdate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("backdated");
        }

        @Test
        void drawsA127BitSerialNumberEachTime() {
            assertThat(IntStream.range(0, 40).mapToObj(_ -> device(KEY).getSerialNumber()))
                    .doesNotHaveDuplicates()
                    .allSatisfy(serial -> assertThat(serial).isPositive())
                    .allSatisfy(serial -> assertThat(serial.bitLength()).isBetween(80, 127));
        }

        @Test
        void refusesANameThatIsNoUuid() {
            assertThat(Stream.of(
                            "device-1", TestCa.DEVICE.toUpperCase(java.util.Locale.ROOT), TestCa.DEVICE + "\n", ""))
                    .allSatisfy(name -> assertThatThrownBy(() -> CA.issueDevice(name, KEY, TestCa.PROFILE))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("UUID"));
        }

        @Test
        void refusesAKeyOutsideTheProfile() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            PublicKey weak = generator.generateKeyPair().getPublic();

            assertThatThrownBy(() -> device(weak))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not a key this CA signs");
        }
    }

    @Nested
    @DisplayName("near its own end")
    class NearItsOwnEnd {
        private final Instant end = CA.issuer().getNotAfter().toInstant();

        @Test
        void neverSignsForLongerThanItLives() {
            CertificateAuthority old = TestCa.ca(MADE, InstantSource.fixed(end.minusSeconds(7200)));

            assertThat(old.issueDevice(TestCa.DEVICE, KEY, TestCa.PROFILE).getNotAfter())
                    .isEqualTo(end);
        }

        @Test
        void neverSignsForATimeBeforeItLived() {
            Instant birth = CA.issuer().getNotBefore().toInstant();
            CertificateAuthority young = TestCa.ca(MADE, InstantSource.fixed(birth));

            assertThat(young.issueDevice(TestCa.DEVICE, KEY, TestCa.PROFILE).getNotBefore())
                    .isEqualTo(birth);
        }

        @Test
        void signsNoMoreAfterwards() {
            var clock = new java.util.concurrent.atomic.AtomicReference<>(end);
            CertificateAuthority old = TestCa.ca(MADE, clock::get);
            clock.set(end.plusSeconds(1));

            assertThatThrownBy(() -> old.issueDevice(TestCa.DEVICE, KEY, TestCa.PROFILE))
                    .isInstanceOf(CertificateAuthorityExpired.class)
                    .hasMessageContaining(end.toString());
        }
    }

    @Nested
    @DisplayName("that signs for a server")
    class ThatSignsForAServer {
        private X509Certificate server(String... names) {
            return CA.issueServer("broker", List.of(names), KEY, Duration.ofDays(90), TestCa.CRL);
        }

        @Test
        void makesItAServerAndNothingElse() throws Exception {
            assertThat(server("localhost").getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        }

        @Test
        void listsWhatClientsConnectTo() throws Exception {
            assertThat(server(
                                    "broker.example.org",
                                    "*.example.org",
                                    "localhost",
                                    "192.0.2.7",
                                    "2001:db8::1",
                                    "localhost")
                            .getSubjectAlternativeNames())
                    .hasToString("[[2, broker.example.org], [2, *.example.org], [2, localhost], [7, 192.0.2.7],"
                            + " [7, 2001:db8:0:0:0:0:0:1]]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "a b",
                    "a..b",
                    "-a",
                    "a-",
                    "a.*",
                    "*",
                    "256.1.1.1",
                    "1.2.3",
                    "10",
                    "a\nb",
                    "http://a",
                    "::g",
                    "fe80::1%eth0",
                    "ä.example"
                })
        void refusesWhatIsNeitherNameNorAddress(String name) {
            assertThatThrownBy(() -> server(name)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refusesToNameNothing() {
            assertThatThrownBy(this::server).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    @DisplayName("that signs for another client")
    class ThatSignsForAnotherClient {
        @Test
        void givesItNoDeviceIdentity() throws Exception {
            X509Certificate client = CA.issueClient("projector", KEY, TestCa.PROFILE);

            assertThat(client.getSubjectX500Principal().getName()).isEqualTo("CN=projector");
            assertThat(client.getSubjectAlternativeNames()).isNull();
            assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        }

        @Test
        void refusesANameThatCouldPassForADeviceOrForSyntax() {
            assertThat(Stream.of(
                            TestCa.DEVICE,
                            TestCa.DEVICE.toUpperCase(java.util.Locale.ROOT),
                            "",
                            "a b",
                            "#",
                            "a\n",
                            "x".repeat(65),
                            "a,O=b"))
                    .allSatisfy(name -> assertThatThrownBy(() -> CA.issueClient(name, KEY, TestCa.PROFILE))
                            .isInstanceOf(IllegalArgumentException.class));
        }
    }

    @Nested
    @DisplayName("freshly made")
    class FreshlyMade {
        @Test
        void hasARootForTwentyYearsAndAnIssuingCaForTen() {
            assertThat(CA.chain()).containsExactly(CA.issuer(), CA.root());
            assertThat(CA.root().getNotAfter().toInstant()).isBetween(in(7300), in(7306));
            assertThat(CA.issuer().getNotAfter().toInstant()).isBetween(in(3650), in(3653));
        }

        @Test
        void letsTheIssuingCaSignNoFurtherCa() {
            assertThat(CA.root().getBasicConstraints()).isEqualTo(1);
            assertThat(CA.issuer().getBasicConstraints()).isZero();
            assertThat(CA.chain()).allSatisfy(ca -> {
                assertThat(bits(ca.getKeyUsage())).containsExactly(5, 6);
                assertThat(ca.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
            });
        }

        @Test
        void sharesItsNamesWithNoOther() {
            CertificateAuthority other = TestCa.ca(InstantSource.fixed(TestCa.NOW));

            assertThat(other.issuer().getSubjectX500Principal())
                    .isNotEqualTo(CA.issuer().getSubjectX500Principal());
        }

        private static Instant in(int days) {
            return TestCa.NOW.plus(Duration.ofDays(days - 1));
        }
    }

    private static List<Integer> bits(boolean[] usage) {
        return IntStream.range(0, usage.length).filter(i -> usage[i]).boxed().toList();
    }

    private static byte[] keyId(X509Certificate certificate, String extension) {
        byte[] value = certificate.getExtensionValue(extension);
        return Arrays.copyOfRange(value, value.length - 20, value.length);
    }
}
