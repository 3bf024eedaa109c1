package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The CRL of a release")
class ReleasedCrlTest extends DeployerFixture {
    private static String expired = "";
    private static String ahead = "";

    @BeforeAll
    static void signCrlsOfAnotherTime() throws IOException {
        Instant now = Instant.now();
        expired = PKI.crl("issuing", 9, now.minusSeconds(600), now.minusSeconds(1), "");
        ahead = PKI.crl("issuing", 1000, now.plusSeconds(3 * 86_400), now.plusSeconds(10 * 86_400), "");
    }

    @Test
    void publishesANewCrlWithoutANewPolicy() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE);
        offered = eight;
        deployments.publish(ONE);

        assertThat(folder().crl()).hasContent(eight);
        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void asksForACrlThatKnowsTheNewestRevocation() throws Exception {
        deployments().publish(ONE_LEFT);

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void takesTopicsAwayThoughThereIsNoNewCrl() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(TWO);
        offered = "";
        ReleasePlan plan = deployments.publish(ONE_LEFT);

        assertThat(plan.crlTrouble()).isEqualTo("no CRL today");
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).containsOnlyKeys(TestLog.device(2));
        assertThat(folder().crl()).hasContent(seven);
        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void neverReplacesAGoodCrlByAnExpiredAnOlderOrAForeignOne() throws Exception {
        TestDeployments deployments = deployments();
        offered = eight;
        deployments.publish(ONE);

        for (String bad : List.of(expired, ahead, seven, TestPki.create().crl(99), "garbage")) {
            offered = bad;
            assertThat(deployments.publish(TWO).crlTrouble()).startsWith("The CRL ");
            assertThat(folder().crl()).hasContent(eight);
        }
    }

    @Test
    void waitsForAFirstCrl() throws Exception {
        for (String bad : List.of("", expired, ahead, "garbage")) {
            offered = bad;
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> deployments().publish(ONE));
        }

        assertThat(folder().acl()).doesNotExist();
        assertThat(folder().crl()).doesNotExist();
        assertThat(reloads()).isZero();
    }

    @Test
    void replacesACrlFromTheFutureWhateverItsNumber() throws Exception {
        deployments().publish(ONE);
        Files.writeString(folder().crl(), ahead);

        ReleasePlan plan = deployments().publish(ONE);

        assertThat(folder().crl()).hasContent(seven);
        assertThat(plan.crlTrouble()).isNull();
        assertThat(plan.complete()).isTrue();
    }

    @Test
    void putsNoCrlBackThatItFetchedWhileTheClockWasAhead() throws Exception {
        now = now.plusSeconds(4 * 86_400);
        offered = ahead;
        TestDeployments deployments = deployments();
        deployments.keep(deployments.publish(ONE));
        assertThat(folder().crl()).hasContent(ahead);
        now = Instant.now();

        assertThat(deployments.publish(TWO).crlTrouble())
                .contains("is from the future")
                .contains("2 d 23 h ahead");
        assertThat(deployments.rollBack(0)).isEmpty();

        offered = seven;
        deployments.keep(deployments.publish(TWO));
        assertThat(folder().crl()).hasContent(seven);
        assertThat(folder().lastGood().resolve("crl.pem")).hasContent(seven);
    }

    @Test
    void takesTheLastGoodCrlWhereTheOneInForceIsFromTheFuture() throws Exception {
        TestDeployments deployments = deployments();
        deployments.keep(deployments.publish(TWO));
        Files.writeString(folder().crl(), ahead);
        offered = "";

        ReleasePlan plan = deployments().publish(ONE_LEFT);

        assertThat(folder().crl()).hasContent(seven);
        assertThat(plan.complete()).isFalse();
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).containsOnlyKeys(TestLog.device(2));
    }

    @Test
    void keepsNoReleaseWhoseCrlIsFromTheFuture() throws Exception {
        now = now.plusSeconds(4 * 86_400);
        offered = ahead;
        TestDeployments deployments = deployments();
        ReleasePlan release = deployments.publish(ONE);
        now = Instant.now();

        deployments.keep(release);

        assertThat(folder().lastGood()).doesNotExist();
    }

    @Test
    void neverHandsADamagedCrlToTheBroker() throws Exception {
        Files.writeString(folder().crl(), seven.substring(0, 100));
        offered = "";

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> deployments().publish(ONE));
        assertThat(reloads()).isZero();
    }

    @Test
    void knowsThatACrlPutBackKnowsLessThanTheOneItFetched() throws Exception {
        TestDeployments deployments = deployments();
        deployments.keep(deployments.publish(TWO));
        offered = eight;
        assertThat(deployments.publish(ONE_LEFT).complete()).isTrue();
        deployments.rollBack(0);
        assertThat(folder().crl()).hasContent(seven);

        offered = "";
        assertThat(deployments.publish(ONE_LEFT).complete()).isTrue();
        assertThat(folder().crl()).hasContent(eight);
    }

    @Test
    void doesNotTakeAnOlderCrlOfTheFolderForTheOneItFetched() throws Exception {
        deployments().publish(TWO);
        offered = "";

        assertThat(deployments().publish(ONE_LEFT).complete()).isFalse();
    }
}
