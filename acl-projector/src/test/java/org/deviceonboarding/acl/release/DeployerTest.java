package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The deployer")
class DeployerTest extends DeployerFixture {
    @Test
    void putsBothFilesInPlaceAndTellsTheBrokerOnce() throws Exception {
        ReleasePlan plan = deployments().publish(ONE);

        assertThat(plan.crlTrouble()).isNull();
        assertThat(folder().acl())
                .hasContent(AclFile.of(ONE.policy()).render())
                .satisfies(DeployerFixture::isOpenToTheGroupOnly);
        assertThat(folder().crl()).hasContent(seven).satisfies(DeployerFixture::isOpenToTheGroupOnly);
        assertThat(reloads()).isOne();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void givesABrokerTheEmptyPolicyToStartWith() throws Exception {
        deployments().publish(TestLog.desired());

        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).isEmpty();
    }

    @Test
    void doesNothingTwice() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE);
        deployments.publish(ONE);

        assertThat(reloads()).isOne();
    }

    @Test
    void tellsTheBrokerAgainWhatAProcessBeforeItMayHaveLeftUnsaid() throws Exception {
        deployments().publish(ONE);
        deployments().publish(ONE);

        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void triesAgainToTellABrokerThatDidNotHear() throws Exception {
        TestDeployments deployments = deployments();
        broker.deaf = true;

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> deployments.publish(ONE));
        broker.deaf = false;
        deployments.publish(ONE);

        assertThat(reloads()).isOne();
    }

    @Test
    void waitsForTheCa() throws Exception {
        Files.delete(folder().ca());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> deployments().publish(ONE))
                .withMessageContaining("ca.crt yet");
    }

    @Test
    void neverGoesBackBehindTheFileInForce() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(TWO);

        assertThatExceptionOfType(ReleaseRefused.class)
                .isThrownBy(() -> deployments().publish(ONE))
                .withMessageContaining("lack the policy of position 2")
                .withMessageContaining("delete that file");
        assertThat(folder().acl()).hasContent(AclFile.of(TWO.policy()).render());
        assertThat(reloads()).isOne();
    }

    /** The record of the refusal lengthens the log by itself. */
    @Test
    void keepsAFileThatTheLogLackedUntilAnOperatorDeletesIt() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE_LEFT);
        deployments.forget();
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> deployments.publish(TWO));
        DesiredState longer = TestLog.desired(
                TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.registered(3), TestLog.issued(3, 3));

        assertThatExceptionOfType(ReleaseRefused.class)
                .isThrownBy(() -> deployments.publish(longer))
                .withMessageContaining("delete that file");
        assertThat(folder().acl()).hasContent(AclFile.of(ONE_LEFT.policy()).render());

        Files.delete(folder().acl());
        deployments.publish(longer);
        assertThat(folder().acl()).hasContent(AclFile.of(longer.policy()).render());
    }

    @Test
    void rendersAnotherHistoryAnewAlthoughItReachesTheSamePosition() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(TWO);
        deployments.forget();
        DesiredState other = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(3, 3));

        deployments.publish(other);

        assertThat(folder().acl()).hasContent(AclFile.of(other.policy()).render());
    }

    /** What the fetched CRL covered was a position of the lost history. */
    @Test
    void doesNotTakeACrlOfALostHistoryToKnowARevocationOfThisOne() throws Exception {
        offered = eight;
        TestDeployments deployments = deployments();
        deployments.publish(ONE_LEFT);
        deployments.forget();
        offered = "";
        DesiredState other = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.revoked(2, 2));

        assertThat(deployments.publish(other).complete()).isFalse();
    }

    @Test
    void replacesADamagedFile() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE);
        for (byte[] damage :
                List.of("topic readwrite #\n".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff, 0})) {
            Files.write(folder().acl(), damage);
            deployments.publish(ONE);
            assertThat(folder().acl()).hasContent(AclFile.of(ONE.policy()).render());
        }
        assertThat(reloads()).isEqualTo(3);
    }

    @Test
    void letsOneReleaseIntoAFolderAtATime() throws Exception {
        try (FileChannel _ = folder().lock()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> deployments().publish(ONE))
                    .withMessageContaining("under way");
        }
        deployments().publish(ONE);
    }

    @Test
    void writesNothingThatIsThereAlready() throws Exception {
        deployments().publish(ONE);
        Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));

        deployments().publish(ONE);

        assertThat(reloads()).isEqualTo(2);
    }
}
