package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A release before it is in force")
class StagedReleaseTest extends DeployerFixture {
    @Test
    void writesTheAclWhileTheCrlIsFetched() throws Exception {
        whileFetching = () -> await().atMost(Duration.ofSeconds(15)).until(() -> !drafts().isEmpty());

        deployments().publish(ONE);

        assertThat(folder().acl()).hasContent(AclFile.of(ONE.policy()).render());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void dropsWhatItWroteAheadIfTheCrlIsBehind() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(TWO);
        deployments.restoreReserve();
        offered = "";

        ReleasePlan behind = deployments.publish(ONE_LEFT);
        ReleasePlan again = deployments.publish(ONE_LEFT);

        assertThat(behind.complete()).isFalse();
        assertThat(again.release()).isEqualTo(behind.release());
        assertThat(folder().acl()).hasContent(behind.release().acl());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void asksNobodyForACrlThatCannotBeWrittenAnyway() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE);
        Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));
        assertThatExceptionOfType(FolderNotWritable.class)
                .isThrownBy(() -> deployments.publish(TWO))
                .satisfies(e -> assertThat(e.inForce()).isEqualTo(1));
        asked = -1;

        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> deployments.publish(ONE_LEFT));

        assertThat(asked).isEqualTo(-1);
    }

    @Test
    void takesSpaceForTwoMoreGenerationsOfBothFiles() throws Exception {
        TestDeployments deployments = deployments();
        deployments.publish(ONE);
        deployments.restoreReserve();
        assertThat(spares())
                .hasSize(4)
                .allSatisfy(spare -> assertThat(Files.size(spare)).isGreaterThan(2 * Files.size(folder().acl())));

        deployments.publish(TWO);
        assertThat(spares()).hasSize(2);
        assertThat(folder().acl())
                .hasContent(AclFile.of(TWO.policy()).render())
                .satisfies(DeployerFixture::isOpenToTheGroupOnly);
        assertThat(folder().crl()).hasContent(seven).satisfies(DeployerFixture::isOpenToTheGroupOnly);
        deployments.restoreReserve();
        assertThat(spares()).hasSize(4);
    }

    @Test
    void refusesADraftThatTheDiskGivesBackChanged() throws Exception {
        IssuingCa ca = IssuingCa.read(folder().ca());
        PolicyRelease release = new PolicyRelease(1, AclFile.of(ONE.policy()).render(), Crl.parse(seven, ca));

        StagedRelease good = StagedRelease.write(release, folder(), null);
        good.check(release, ca, broker);
        Files.writeString(good.acl().path(), AclFile.of(TWO.policy()).render());
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> good.check(release, ca, broker));

        StagedRelease truncated = StagedRelease.write(release, folder(), null);
        Files.writeString(truncated.acl().path(), release.acl().substring(0, 50));
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> truncated.check(release, ca, broker));

        StagedRelease otherCrl = StagedRelease.write(release, folder(), null);
        Files.writeString(otherCrl.crl().path(), eight);
        assertThatExceptionOfType(ReleaseRefused.class).isThrownBy(() -> otherCrl.check(release, ca, broker));
    }

    private List<Path> spares() throws IOException {
        try (Stream<Path> files = Files.list(folder().dir())) {
            return files.filter(file -> file.toString().contains(".spare")).toList();
        }
    }
}
