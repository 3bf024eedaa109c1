package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("Native crypto")
class NativeCryptoTest {
    /** Stands for a provider whose library did not load. */
    public static final class Hollow extends Provider {
        public static final Hollow INSTANCE = new Hollow();

        private Hollow() {
            super("Hollow", "1", "empty");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isThereWhereItIsOnTheClassPath() {
        assertThat(NativeCrypto.name()).isEqualTo("AmazonCorrettoCryptoProvider");
    }

    @Test
    void isDoneWithoutWhereItIsMissingOrHollow() {
        assertThat(NativeCrypto.load("no.such.Provider")).isEmpty();
        assertThat(NativeCrypto.load(String.class.getName())).isEmpty();
        assertThat(NativeCrypto.load(Hollow.class.getName())).isEmpty();
    }

    @Test
    void changesNothingForTheRestOfTheProcess() {
        assertThat(NativeCrypto.name()).isNotBlank();

        assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain(NativeCrypto.name());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void checksSignaturesOfRsaAndEcKeysOnly() throws Exception {
        PublicKey ed25519 =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

        assertThat(NativeCrypto.verifier(
                        KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic()))
                .isPresent();
        assertThat(NativeCrypto.verifier(
                        KeyAlgorithm.RSA_2048.generate(TestCa.RANDOM).getPublic()))
                .isPresent();
        assertThat(NativeCrypto.verifier(ed25519)).isEmpty();
    }

    @Test
    void makesKeysThatThePlatformCanSignWith() throws Exception {
        NewCa made = NewCa.make(TestCa.NOW, TestCa.RANDOM);
        KeyPair device = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var platform = new SigningKey(
                new MemoryKey(made.issuingKey().getPrivate(), "SHA256withECDSA", null, TestCa.RANDOM),
                TestCa.RANDOM,
                InstantSource.system());
        CertificateAuthority ca = new CaValidation(
                        platform, List.of(made.issuing(), made.root()), InstantSource.fixed(TestCa.NOW))
                .check("memory");

        ca.issueDevice(TestCa.DEVICE, device.getPublic(), TestCa.PROFILE)
                .verify(made.issuingKey().getPublic());
    }
}
