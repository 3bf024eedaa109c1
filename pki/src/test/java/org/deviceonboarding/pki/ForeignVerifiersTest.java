package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("OpenSSL, GnuTLS and the JDK")
class ForeignVerifiersTest {
    private static final CertificateAuthority CA = TestCa.ca(InstantSource.system());

    @TempDir
    static Path folder;

    private static X509Certificate revoked;
    private static byte[] crl;

    @BeforeAll
    static void publish() throws Exception {
        revoked = device(KeyAlgorithm.EC_P256);
        Instant now = Instant.now();
        crl = CA.signCrl(
                BigInteger.valueOf(7),
                now.minusSeconds(300),
                now.plus(Duration.ofHours(1)),
                List.of(
                        new RevokedEntry(new BigInteger("123456789abcdef", 16), now, 1),
                        new RevokedEntry(revoked.getSerialNumber(), now, 4)));
        Files.writeString(folder.resolve("root.pem"), Pem.certificate(CA.root()));
        Files.writeString(folder.resolve("issuing.pem"), Pem.certificate(CA.issuer()));
        Files.writeString(folder.resolve("crl.pem"), Pem.crl(crl));
        write("revoked", revoked);
    }

    @ParameterizedTest
    @EnumSource
    void acceptADevice(KeyAlgorithm algorithm) throws Exception {
        X509Certificate device = device(algorithm);
        write(algorithm.wireName(), device);

        assertThat(openssl(algorithm.wireName(), "sslclient").exitCode()).isZero();
        assertThat(certtool(algorithm.wireName()).exitCode()).isZero();
        assertThatCode(() -> validateWithTheJdk(device)).doesNotThrowAnyException();
    }

    @Test
    void refuseARevokedDevice() throws Exception {
        assertThat(openssl("revoked", "sslclient").output()).contains("error 23", "certificate revoked");
        assertThat(certtool("revoked"))
                .satisfies(answer -> assertThat(answer.exitCode()).isNotZero())
                .satisfies(answer -> assertThat(answer.output()).containsIgnoringCase("revoked"));
        assertThatThrownBy(() -> validateWithTheJdk(revoked))
                .isInstanceOfSatisfying(
                        CertPathValidatorException.class,
                        e -> assertThat(e.getReason()).isEqualTo(BasicReason.REVOKED));
    }

    @Test
    void acceptAServer() throws Exception {
        var key = KeyAlgorithm.RSA_2048.generate(TestCa.RANDOM).getPublic();
        write("server", CA.issueServer("broker", List.of("broker.example.org"), key, Duration.ofDays(90), TestCa.CRL));

        assertThat(openssl("server", "sslserver").output()).contains("server.pem: OK");
        assertThat(certtool("server", "--verify-hostname=broker.example.org").exitCode())
                .isZero();
        assertThat(certtool("server", "--verify-hostname=other.example.org").exitCode())
                .isNotZero();
    }

    @Test
    void takeNoDeviceForAServerNorTheReverse() throws Exception {
        var key = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic();
        write("client", CA.issueClient("projector", key, TestCa.PROFILE));
        write("broker", CA.issueServer("broker", List.of("10.0.0.1"), key, Duration.ofDays(90), TestCa.CRL));

        assertThat(openssl("client", "sslclient").exitCode()).isZero();
        assertThat(openssl("client", "sslserver").exitCode()).isNotZero();
        assertThat(openssl("broker", "sslclient").exitCode()).isNotZero();
    }

    @Nested
    @DisplayName("given the CRL")
    class GivenTheCrl {
        @Test
        void acceptItsSignature() throws Exception {
            assertThat(Tool.OPENSSL
                            .run(folder, "crl", "-in", "crl.pem", "-CAfile", "issuing.pem", "-noout", "-crlnumber")
                            .output())
                    .contains("verify OK", "crlNumber=0x07");
            assertThat(Tool.CERTTOOL
                            .run(folder, "--verify-crl", "--load-ca-certificate", "issuing.pem", "--infile", "crl.pem")
                            .exitCode())
                    .isZero();
        }

        @Test
        void acceptAnEmptyOne() throws Exception {
            Instant now = Instant.now();
            byte[] empty = CA.signCrl(BigInteger.ONE, now.minusSeconds(300), now.plusSeconds(3600), List.of());
            Files.writeString(folder.resolve("empty.pem"), Pem.crl(empty));

            assertThat(Tool.OPENSSL
                            .run(
                                    folder,
                                    "verify",
                                    "-x509_strict",
                                    "-crl_check",
                                    "-CAfile",
                                    "root.pem",
                                    "-untrusted",
                                    "issuing.pem",
                                    "-CRLfile",
                                    "empty.pem",
                                    "revoked.pem")
                            .output())
                    .contains("revoked.pem: OK");
            assertThat(Tool.CERTTOOL
                            .run(
                                    folder,
                                    "--verify-crl",
                                    "--load-ca-certificate",
                                    "issuing.pem",
                                    "--infile",
                                    "empty.pem")
                            .exitCode())
                    .isZero();
        }
    }

    private static X509Certificate device(KeyAlgorithm algorithm) {
        return CA.issueDevice(TestCa.DEVICE, algorithm.generate(TestCa.RANDOM).getPublic(), TestCa.PROFILE);
    }

    private static void write(String name, X509Certificate leaf) throws Exception {
        Files.writeString(folder.resolve(name + ".pem"), Pem.certificate(leaf));
        Files.writeString(folder.resolve(name + "-chain.pem"), Pem.chain(List.of(leaf, CA.issuer())));
    }

    private static Tool.Result openssl(String name, String purpose) throws Exception {
        return Tool.OPENSSL.run(
                folder,
                "verify",
                "-x509_strict",
                "-crl_check",
                "-purpose",
                purpose,
                "-CAfile",
                "root.pem",
                "-untrusted",
                "issuing.pem",
                "-CRLfile",
                "crl.pem",
                name + ".pem");
    }

    private static Tool.Result certtool(String name, String... more) throws Exception {
        var arguments = new java.util.ArrayList<>(List.of(
                "--verify",
                "--infile",
                name + "-chain.pem",
                "--load-ca-certificate",
                "root.pem",
                "--load-crl",
                "crl.pem"));
        arguments.addAll(List.of(more));
        return Tool.CERTTOOL.run(folder, arguments.toArray(String[]::new));
    }

    private static void validateWithTheJdk(X509Certificate leaf) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509CRL list = (X509CRL) factory.generateCRL(new ByteArrayInputStream(crl));
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        // The root stays offline and signs no CRL.
        checker.setOptions(EnumSet.of(
                PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(CA.root(), null)));
        parameters.addCertPathChecker(checker);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list))));
        validator.validate(factory.generateCertPath(List.of(leaf, CA.issuer())), parameters);
    }
}
