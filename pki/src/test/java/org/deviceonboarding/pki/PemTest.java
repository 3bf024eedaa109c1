package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PEM")
class PemTest {
    private static final CertificateAuthority CA = TestCa.ca(InstantSource.fixed(TestCa.NOW));

    @ParameterizedTest
    @EnumSource
    void ofAPrivateKeyFitsTheCertificateForOtherTools(KeyAlgorithm algorithm, @TempDir Path folder) throws Exception {
        KeyPair pair = algorithm.generate(TestCa.RANDOM);
        Files.write(folder.resolve("key.pem"), Pem.privateKey(pair));
        Files.writeString(
                folder.resolve("crt.pem"),
                Pem.certificate(CA.issueDevice(TestCa.DEVICE, pair.getPublic(), TestCa.PROFILE)));

        String fromKey =
                Tool.OPENSSL.run(folder, "pkey", "-in", "key.pem", "-pubout").output();
        String fromCertificate = Tool.OPENSSL
                .run(folder, "x509", "-in", "crt.pem", "-noout", "-pubkey")
                .output();
        assertThat(fromKey).startsWith("-----BEGIN PUBLIC KEY-----").isEqualTo(fromCertificate);
        assertThat(Tool.CERTTOOL
                        .run(folder, "--key-info", "--infile", "key.pem")
                        .exitCode())
                .isZero();
    }

    @Test
    void ofAChainReadsBackInItsOrder() throws Exception {
        String pem = Pem.chain(CA.chain());

        assertThat(pem).matches("(-----BEGIN CERTIFICATE-----\n([^\n]{1,64}\n)+-----END CERTIFICATE-----\n){2}");
        assertThat(Pem.decodeChain("subject=CN = x\n" + pem.replace("\n", "\r\n")))
                .isEqualTo(CA.chain());
    }

    @Test
    void ofOneCertificateReadsBack() throws Exception {
        assertThat(Pem.decodeCertificate(Pem.certificate(CA.issuer()))).isEqualTo(CA.issuer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"
            })
    void thatHoldsNoCertificateIsRefused(String pem) {
        assertThatThrownBy(() -> Pem.decodeCertificate(pem)).isInstanceOf(CertificateException.class);
    }

    @Test
    void ofTwoCertificatesIsNotOne() {
        assertThatThrownBy(() -> Pem.decodeCertificate(Pem.chain(List.of(CA.issuer(), CA.root()))))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("found 2");
    }

    @Test
    void ofAKeyThatStaysInItsTokenIsRefused() {
        PrivateKey kept = new PrivateKey() {
            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return "none";
            }

            @Override
            @SuppressWarnings("NullAway") // A token's key answers so.
            public byte[] getEncoded() {
                return null;
            }
        };

        assertThatThrownBy(() -> Pem.privateKey(new KeyPair(CA.issuer().getPublicKey(), kept)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token");
    }
}
