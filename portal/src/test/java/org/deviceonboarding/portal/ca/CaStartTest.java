package org.deviceonboarding.portal.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CaStoreException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

@DisplayName("A portal that cannot open its CA")
class CaStartTest {
    @TempDir
    private Path folder;

    @Test
    void saysThatItsChainIsMissingAndWhereItBelongs() {
        FailureAnalysis analysis = analysisOf(
                CaStore.pkcs11(folder.resolve("token.cfg"), new char[0], "issuing", folder.resolve("chain.pem")));

        assertThat(analysis.getDescription()).isEqualTo("There is no " + folder.resolve("chain.pem"));
        assertThat(analysis.getAction()).contains("CA_ROOT_PATH/chain.pem");
    }

    @Test
    void saysThatAPasswordIsWrongAndNotWhich() {
        CaStore.pkcs12(folder, "the right one".toCharArray()).open(InstantSource.system(), new SecureRandom());

        FailureAnalysis analysis = analysisOf(CaStore.pkcs12(folder, "another".toCharArray()));

        assertThat(analysis.getDescription()).contains("the password is wrong").doesNotContain("another");
        assertThat(analysis.getAction()).contains("SECRET_KEY");
    }

    @ParameterizedTest
    @EnumSource
    void hasARemedyForEachProblem(CaStoreException.Problem problem) {
        assertThat(CaStoreExceptionAnalyzer.remedy(problem)).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:",
                "arn:aws:s3:eu-central-1:111122223333:key/1",
                "arn:aws:kms::111122223333:key/1",
                "arn:aws:kms:eu-central-1:1:key/1",
                "arn:aws:kms:eu-central-1:111122223333:secret/1"
            })
    void refusesAnArnThatNamesNoKeyInKms(String arn) throws Exception {
        PublicKey key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();

        assertThat(AwsKmsKey.isArn(arn)).isTrue();
        assertThatThrownBy(() -> AwsKmsKey.of(arn, key))
                .isInstanceOf(StartRefused.class)
                .hasMessage("CA_PRIVATE_KEY_ID is no ARN of a key in AWS KMS: " + arn);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA256withRSA",
        "EC, 256, SHA256withECDSA",
        "EC, 384, SHA384withECDSA",
        "EC, 521, SHA512withECDSA"
    })
    void signsInKmsAsTheKeyOfTheIssuingCaDemands(String kind, int bits, String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);

        assertThat(AwsKmsKey.of(
                                "arn:aws:kms:eu-central-1:111122223333:alias/portal",
                                generator.generateKeyPair().getPublic())
                        .algorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void refusesAKeyThatKmsDoesNotHave() throws Exception {
        PublicKey key =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

        assertThatThrownBy(() -> AwsKmsKey.of("arn:aws:kms:eu-central-1:111122223333:key/1", key))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("AWS KMS does not sign with");
    }

    @Test
    void asksForTheTokenOfALabel() throws Exception {
        Files.createDirectories(folder);
        var properties = new CaProperties(folder, "issuing", "", "", null, 5);

        assertThatThrownBy(() -> CaConfiguration.elsewhere(properties))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CA_PKCS11_CONFIG is not set");
    }

    private static FailureAnalysis analysisOf(CaStore store) {
        try {
            store.open(InstantSource.system(), new SecureRandom());
            throw new AssertionError("The CA was opened");
        } catch (CaStoreException e) {
            return new CaStoreExceptionAnalyzer().analyze(e, e);
        }
    }
}
