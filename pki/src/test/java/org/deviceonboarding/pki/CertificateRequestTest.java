package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A certificate request")
class CertificateRequestTest {
    private static final KeyPair EC = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);
    private static final KeyPair RSA = KeyAlgorithm.RSA_2048.generate(TestCa.RANDOM);

    @Nested
    @DisplayName("made by openssl")
    class MadeByOpenssl {
        @ParameterizedTest
        @CsvSource({
            "RSA_2048, -newkey rsa:2048",
            "RSA_2048, -newkey rsa:2048 -sha1",
            "RSA_2048, -newkey rsa:2048 -sha224",
            "RSA_2048, -newkey rsa:2048 -sha512",
            "RSA_2048, -newkey rsa:2048 -sha3-256",
            "RSA_2048, -newkey rsa:2048 -sigopt rsa_padding_mode:pss",
            "RSA_2048, -newkey rsa:2048 -pkeyopt rsa_keygen_pubexp:4294967297",
            "RSA_3072, -newkey rsa:3072",
            "EC_P256, -newkey ec -pkeyopt ec_paramgen_curve:P-256",
            "ED25519, -newkey ed25519"
        })
        void yieldsItsKey(KeyAlgorithm expected, String options, @TempDir Path folder) throws Exception {
            CertificateRequest request = CertificateRequest.parse(openssl(folder, options));

            assertThat(request.keyAlgorithm()).isEqualTo(expected);
            assertThat(Tool.OPENSSL
                            .run(folder, "pkey", "-in", "key.pem", "-pubout", "-outform", "PEM")
                            .output()
                            .replaceAll("-----[^-]+-----|\\s", ""))
                    .isEqualTo(Base64.getEncoder()
                            .encodeToString(request.publicKey().getEncoded()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-newkey rsa:1024",
                    "-newkey rsa:2047",
                    "-newkey rsa:4096",
                    "-newkey ec -pkeyopt ec_paramgen_curve:P-384",
                    "-newkey ec -pkeyopt ec_paramgen_curve:secp256k1",
                    "-newkey ed448",
                    "-newkey rsa-pss -pkeyopt rsa_keygen_bits:2048"
                })
        void isRefusedForAnotherKindOfKey(String options, @TempDir Path folder) throws Exception {
            String pem = openssl(folder, options);

            assertRefused(pem, "one of rsa-2048, rsa-3072, ec-p256, ed25519");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
                    "-newkey rsa:2048 -pkeyopt rsa_keygen_pubexp:3"
                })
        void isRefusedForAWeakOrOddKey(String options, @TempDir Path folder) throws Exception {
            String pem = openssl(folder, options);

            assertRefused(pem, "The public key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-newkey rsa:2048 -md5", "-newkey rsa:2048 -ripemd160"})
        void isRefusedForAnotherKindOfSignature(String options, @TempDir Path folder) throws Exception {
            String pem = openssl(folder, options);

            assertRefused(pem, "SHA-1, SHA-2, SHA-3 or Ed25519");
        }

        @Test
        void getsNothingOfWhatItAsksFor(@TempDir Path folder) throws Exception {
            String pem = openssl(
                    folder,
                    "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /O=Evil/CN=admin -addext basicConstraints=critical,CA:TRUE"
                            + " -addext keyUsage=keyCertSign -addext extendedKeyUsage=serverAuth"
                            + " -addext subjectAltName=DNS:evil.example");

            X509Certificate certificate = TestCa.ca(InstantSource.system())
                    .issueDevice(TestCa.DEVICE, CertificateRequest.parse(pem).publicKey(), TestCa.PROFILE);

            assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + TestCa.DEVICE);
            assertThat(new String(certificate.getEncoded(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("evil", "Evil", "admin");
            assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            assertThat(certificate.getKeyUsage()[5]).isFalse();
        }

        private static String openssl(Path folder, String options) throws Exception {
            List<String> arguments = new java.util.ArrayList<>(
                    List.of("req", "-new", "-nodes", "-keyout", "key.pem", "-out", "request.pem"));
            if (!options.contains("-subj")) {
                arguments.addAll(List.of("-subj", "/CN=any"));
            }
            arguments.addAll(Arrays.asList(options.split(" ")));
            Tool.Result answer = Tool.OPENSSL.run(folder, arguments.toArray(String[]::new));
            assertThat(answer.exitCode()).as(answer.output()).isZero();
            return Files.readString(folder.resolve("request.pem"));
        }
    }

    @Nested
    @DisplayName("that is not well-formed")
    class ThatIsNotWellFormed {
        private final String good = request(EC.getPublic(), EC, "SHA256withECDSA");

        @Test
        void mayStillHaveTheOldLabelAndWindowsLineEnds() throws Exception {
            String old = good.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
                    .replace("\n", "\r\n");

            assertThat(CertificateRequest.parse(old).publicKey()).isEqualTo(EC.getPublic());
        }

        @Test
        void isNoPemBlock() {
            String otherLabel = good.replace("CERTIFICATE REQUEST", "CERTIFICATE");
            String halfOldLabel = good.replace("BEGIN CERTIFICATE REQUEST", "BEGIN NEW CERTIFICATE REQUEST");

            assertThat(List.of(
                            "",
                            "nonsense",
                            otherLabel,
                            halfOldLabel,
                            "text " + good,
                            good.replace("-----END", "----END"),
                            good.substring(0, 200)))
                    .allSatisfy(pem -> assertRefused(pem, "exactly one PEM block"));
        }

        @Test
        void isOneOfTwoAndSoNotToBeChosen() {
            String other = request(RSA.getPublic(), RSA, "SHA256withRSA");

            assertRefused(good + other, "there are 2");
            assertRefused(good + good, "there are 2");
        }

        @Test
        void standsBesideAPrivateKeyThatNobodyShouldSend() {
            String key = new String(Pem.privateKey(EC), StandardCharsets.US_ASCII);

            assertRefused(key + good, "A private key stands beside");
            assertRefused(good + key.replace("PRIVATE KEY", "EC PRIVATE KEY"), "A private key stands beside");
        }

        @Test
        void isTooLong() {
            assertRefused(good + " ".repeat(16 * 1024), "at most 16 KiB");
        }

        @Test
        void isNoBase64() {
            assertRefused(pem("A"), "not valid Base64");
            assertRefused(pem("AAA=AAAA"), "not valid Base64");
        }

        @Test
        void isNoRequestButACertificate() throws Exception {
            byte[] certificate = TestCa.ca(InstantSource.system()).issuer().getEncoded();

            assertThatThrownBy(() ->
                            CertificateRequest.parse(pem(Base64.getEncoder().encodeToString(certificate))))
                    .isInstanceOf(InvalidCertificateRequest.class);
        }

        @Test
        void isNestedToExhaustTheStack() {
            byte[] bomb = new byte[11 * 1024];
            for (int i = 0; i < bomb.length; i++) {
                bomb[i] = (byte) (i % 2 == 0 ? 0x30 : 0x80);
            }

            assertThatThrownBy(() ->
                            CertificateRequest.parse(pem(Base64.getEncoder().encodeToString(bomb))))
                    .isInstanceOf(InvalidCertificateRequest.class);
        }

        /** What is not signed may be damaged; the key is not. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void yieldsNoOtherKeyHoweverItIsDamaged(long seed) {
            Random dice = new Random(seed);
            byte[] der = der(good);
            int taken = 0;
            for (int i = 0; i < 300; i++) {
                byte[] damaged = der.clone();
                damaged[dice.nextInt(damaged.length)] ^= (byte) (1 + dice.nextInt(255));
                try {
                    assertThat(CertificateRequest.parse(pem(Base64.getEncoder().encodeToString(damaged)))
                                    .publicKey())
                            .isEqualTo(EC.getPublic());
                    taken++;
                } catch (InvalidCertificateRequest expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                }
            }
            assertThat(taken).isLessThan(10);
        }
    }

    @Nested
    @DisplayName("whose sender")
    class WhoseSender {
        @Test
        void doesNotHoldTheKeyIsRefused() {
            KeyPair other = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);

            assertRefused(request(EC.getPublic(), other, "SHA256withECDSA"), "does not fit its public key");
            assertRefused(request(RSA.getPublic(), other, "SHA256withECDSA"), "does not fit its public key");
        }

        @Test
        void holdsADsaKeyIsRefused() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
            generator.initialize(2048);
            KeyPair dsa = generator.generateKeyPair();

            assertRefused(request(dsa.getPublic(), dsa, "SHA256withDSA"), "one of rsa-2048");
        }

        @Test
        void claimsAnEvenModulusIsRefused() throws Exception {
            BigInteger modulus = ((RSAPublicKey) RSA.getPublic()).getModulus();
            PublicKey even = rsa(modulus.clearBit(0), RSAKeyGenParameterSpec.F4);

            assertRefused(request(even, RSA, "SHA256withRSA"), "weak or invalid");
        }

        @ParameterizedTest
        @ValueSource(longs = {3, 17, 65535, 65538})
        void claimsAnOddExponentIsRefused(long exponent) throws Exception {
            BigInteger modulus = ((RSAPublicKey) RSA.getPublic()).getModulus();
            PublicKey key = rsa(modulus, BigInteger.valueOf(exponent));

            assertRefused(request(key, RSA, "SHA256withRSA"), "weak or invalid");
        }

        @Test
        void claimsAPointOffTheCurveIsRefused() throws Exception {
            byte[] good = EC.getPublic().getEncoded();
            byte[] off = good.clone();
            off[off.length - 1] ^= 1;
            byte[] request = der(request(EC.getPublic(), EC, "SHA256withECDSA"));
            int at = indexOf(request, good);
            System.arraycopy(off, 0, request, at, off.length);

            assertThatThrownBy(() ->
                            CertificateRequest.parse(pem(Base64.getEncoder().encodeToString(request))))
                    .isInstanceOf(InvalidCertificateRequest.class)
                    .hasMessageContaining("public key");
        }

        private static PublicKey rsa(BigInteger modulus, BigInteger exponent) throws Exception {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        }
    }

    private static void assertRefused(String pem, String why) {
        assertThatThrownBy(() -> CertificateRequest.parse(pem))
                .isInstanceOf(InvalidCertificateRequest.class)
                .hasMessageContaining(why);
    }

    /** A request for a key, signed with another pair where the test wants so. */
    private static String request(PublicKey key, KeyPair signer, String algorithm) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=any"), key);
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
            return pem(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String base64) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n" + base64 + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; i <= whole.length - part.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("The key is not in the request");
    }
}
