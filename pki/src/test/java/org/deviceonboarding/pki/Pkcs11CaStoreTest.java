package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.deviceonboarding.pki.CaStoreException.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against SoftHSM: its keys are as closed as a hardware module's. */
@DisplayName("A CA whose key is on a token")
class Pkcs11CaStoreTest {
    private static final char[] PIN = "1234".toCharArray();
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeKeysOnTheToken() throws Exception {
        String configured = System.getenv("SOFTHSM2_CONF");
        assertThat(configured).as("needs SOFTHSM2_CONF, as pki/pom.xml sets it").isNotNull();
        assertThat(LIBRARY).as("needs SoftHSM: apt-get install softhsm2").exists();
        Path settings = Path.of(configured);
        Path tokens = folder.resolve("tokens");
        Files.createDirectories(tokens);
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        initialize("used");
        initialize("locked");
        Provider token = Security.getProvider("SunPKCS11")
                .configure(folder.resolve("used.cfg").toString());
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        store.load(null, PIN);
        NewCa offline = NewCa.make(Instant.now(), TestCa.RANDOM);
        make(offline, store, token, "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        make(offline, store, token, "EC", new ECGenParameterSpec("secp384r1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void signsWithoutEverSeeingTheKey(String alias) throws Exception {
        CertificateAuthority ca = open("used", alias, alias);
        Instant now = Instant.now();
        X509Certificate device = ca.issueDevice(
                TestCa.DEVICE, KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic(), TestCa.PROFILE);
        Files.writeString(folder.resolve("device.pem"), Pem.certificate(device));
        Files.writeString(folder.resolve("root.pem"), Pem.certificate(ca.root()));
        Files.writeString(
                folder.resolve("crl.pem"),
                Pem.crl(ca.signCrl(BigInteger.ONE, now.minusSeconds(60), now.plusSeconds(60), List.of())));

        assertThat(Tool.OPENSSL
                        .run(
                                folder,
                                "verify",
                                "-x509_strict",
                                "-crl_check",
                                "-purpose",
                                "sslclient",
                                "-CAfile",
                                "root.pem",
                                "-untrusted",
                                alias + ".pem",
                                "-CRLfile",
                                "crl.pem",
                                "device.pem")
                        .output())
                .isEqualTo("device.pem: OK\n");
    }

    /** A module that lost its keys, and got them back from its backup. */
    @Test
    void signsAgainWhenTheTokenHasTheKeyAgain() throws Exception {
        NewCa made = NewCa.make(Instant.now(), TestCa.RANDOM);
        Files.writeString(folder.resolve("kept.pem"), Pem.chain(List.of(made.issuing(), made.root())));
        KeyStore store = KeyStore.getInstance(
                "PKCS11",
                Security.getProvider("SunPKCS11")
                        .configure(folder.resolve("used.cfg").toString()));
        store.load(null, PIN);
        Certificate[] chain = {made.issuing()};
        store.setKeyEntry("kept", made.issuingKey().getPrivate(), null, chain);
        Instant start = Instant.now();
        AtomicReference<Instant> now = new AtomicReference<>(start);
        CertificateAuthority ca = CaStore.pkcs11(folder.resolve("used.cfg"), PIN, "kept", folder.resolve("kept.pem"))
                .open(now::get, TestCa.RANDOM);
        assertThat(ca.failingSince()).isEmpty();

        store.deleteEntry("kept");
        now.set(start.plusSeconds(10));
        assertThatThrownBy(ca::probe).isInstanceOf(SigningFailed.class);
        now.set(start.plusSeconds(11));
        assertThatThrownBy(() -> issue(ca)).isInstanceOf(SigningFailed.class);
        assertThat(ca.failingSince()).contains(start.plusSeconds(10));

        KeyPair other = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);
        store.setKeyEntry("kept", other.getPrivate(), null, chain);
        now.set(start.plusSeconds(20));
        assertThatThrownBy(() -> issue(ca)).isInstanceOf(SigningFailed.class).hasMessageContaining("another key");

        store.deleteEntry("kept");
        store.setKeyEntry("kept", made.issuingKey().getPrivate(), null, chain);
        now.set(start.plusSeconds(30));
        issue(ca).verify(made.issuing().getPublicKey());
        assertThat(ca.failingSince()).isEmpty();
    }

    private static X509Certificate issue(CertificateAuthority ca) {
        return ca.issueDevice(
                TestCa.DEVICE, KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic(), TestCa.PROFILE);
    }

    @Test
    void isNotOpenedWithTheWrongPin() {
        CaStore store =
                CaStore.pkcs11(folder.resolve("locked.cfg"), "4321".toCharArray(), "RSA", folder.resolve("RSA.pem"));

        assertThatThrownBy(() -> store.open(InstantSource.system(), TestCa.RANDOM))
                .isInstanceOfSatisfying(
                        CaStoreException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_PASSWORD))
                .hasMessageContaining("refuses the PIN")
                .hasMessageNotContaining("4321");
    }

    @Test
    void isNotOpenedUnderAnotherName() {
        assertProblem(Problem.INCOMPLETE, "no private key other", "used", "other", "RSA");
    }

    @Test
    void isNotOpenedWithTheCertificateOfAnotherKey() {
        assertProblem(Problem.KEY_MISMATCH, "another key", "used", "RSA", "EC");
    }

    @Test
    void isNotOpenedWithoutItsChain() {
        assertProblem(Problem.INCOMPLETE, "missing.pem", "used", "RSA", "missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = x\nlibrary = /nowhere.so\n", "nonsense", ""})
    void isNotOpenedWithoutItsToken(String settings) throws Exception {
        Files.writeString(folder.resolve("bad.cfg"), settings);

        assertProblem(Problem.UNREADABLE, "bad.cfg: the PKCS#11 token cannot be used", "bad", "RSA", "RSA");
    }

    private static void assertProblem(Problem problem, String text, String token, String alias, String chain) {
        assertThatThrownBy(() -> open(token, alias, chain))
                .isInstanceOfSatisfying(
                        CaStoreException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(text);
    }

    private static CertificateAuthority open(String token, String alias, String chain) {
        return CaStore.pkcs11(folder.resolve(token + ".cfg"), PIN, alias, folder.resolve(chain + ".pem"))
                .open(InstantSource.system(), TestCa.RANDOM);
    }

    private static void initialize(String label) throws IOException, InterruptedException {
        String output = Tool.SOFTHSM
                .run(folder, "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", "1234")
                .output();
        Matcher slot = Pattern.compile("reassigned to slot (\\d+)").matcher(output);
        assertThat(slot.find()).as(output).isTrue();
        Files.writeString(folder.resolve(label + ".cfg"), """
                name = SoftHSM-%s
                library = %s
                slot = %s
                attributes(generate, CKO_PRIVATE_KEY, *) = {
                    CKA_TOKEN = true
                    CKA_PRIVATE = true
                    CKA_SENSITIVE = true
                    CKA_EXTRACTABLE = false
                    CKA_SIGN = true
                }
                """.formatted(label, LIBRARY, slot.group(1)));
    }

    private static void make(NewCa offline, KeyStore store, Provider token, String type, AlgorithmParameterSpec shape)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type, token);
        generator.initialize(shape);
        KeyPair pair = generator.generateKeyPair();
        assertThat(pair.getPrivate().getEncoded()).isNull();
        X500Name rootName =
                X500Name.getInstance(offline.root().getSubjectX500Principal().getEncoded());
        X509Certificate certificate = new CertificateDraft(
                        rootName,
                        CertificateDraft.commonName("Token CA " + type),
                        pair.getPublic(),
                        Validity.from(Instant.now().minusSeconds(60), Duration.ofDays(30)),
                        TestCa.RANDOM)
                .critical(Extension.basicConstraints, new BasicConstraints(0))
                .critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .plain(Extension.authorityKeyIdentifier, KeyIdentifiers.authority(offline.root()))
                .sign(SigningKey.inMemory(offline.rootKey().getPrivate(), TestCa.RANDOM, InstantSource.system()));
        store.setKeyEntry(type, pair.getPrivate(), null, new Certificate[] {certificate});
        Files.writeString(folder.resolve(type + ".pem"), Pem.chain(List.of(certificate, offline.root())));
    }
}
