package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.AclFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The publisher")
class DeployerTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final DesiredState ONE = TestLog.desired(TestLog.issued(1, 1));
    private static final DesiredState TWO = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2));
    private static final DesiredState ONE_LEFT =
            TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.revoked(1, 1));

    private static String seven = "";
    private static String eight = "";
    private static String expired = "";
    private static String ahead = "";

    @TempDir
    Path temp;

    private final FakeBroker broker = new FakeBroker();
    private String offered = seven;
    private long asked = -1;
    private Instant now = Instant.now();

    @BeforeAll
    static void signCrls() throws IOException {
        seven = PKI.crl(7);
        eight = PKI.crl(8, 1);
        Instant now = Instant.now();
        expired = PKI.crl("issuing", 9, now.minusSeconds(600), now.minusSeconds(1), "");
        ahead = PKI.crl("issuing", 1000, now.plusSeconds(3 * 86_400), now.plusSeconds(10 * 86_400), "");
    }

    private Runnable whileFetching = () -> {};

    @BeforeEach
    void prepareFolder() throws IOException {
        PKI.brokerFolder(folder());
        offered = seven;
    }

    @Test
    void putsBothFilesInPlaceAndTellsTheBrokerOnce() throws Exception {
        ReleasePlan published = publisher().publish(ONE);

        assertThat(published.crlTrouble()).isNull();
        assertThat(folder().acl())
                .hasContent(AclFile.of(ONE.policy()).render())
                .satisfies(DeployerTest::isOpenToTheGroupOnly);
        assertThat(folder().crl()).hasContent(seven).satisfies(DeployerTest::isOpenToTheGroupOnly);
        assertThat(reloads()).isOne();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void givesABrokerTheEmptyPolicyToStartWith() throws Exception {
        publisher().publish(TestLog.desired());

        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).isEmpty();
    }

    @Test
    void doesNothingTwice() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(ONE);
        publisher.publish(ONE);

        assertThat(reloads()).isOne();
    }

    @Test
    void publishesANewCrlWithoutANewPolicy() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(ONE);
        offered = eight;
        publisher.publish(ONE);

        assertThat(folder().crl()).hasContent(eight);
        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void asksForACrlThatKnowsTheNewestRevocation() throws Exception {
        publisher().publish(ONE_LEFT);

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void tellsTheBrokerAgainWhatAProcessBeforeItMayHaveLeftUnsaid() throws Exception {
        publisher().publish(ONE);
        publisher().publish(ONE);

        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void triesAgainToTellABrokerThatDidNotHear() throws Exception {
        TestDeployments publisher = publisher();
        broker.deaf = true;

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> publisher.publish(ONE));
        broker.deaf = false;
        publisher.publish(ONE);

        assertThat(reloads()).isOne();
    }

    @Test
    void takesTopicsAwayThoughThereIsNoNewCrl() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(TWO);
        offered = "";
        ReleasePlan published = publisher.publish(ONE_LEFT);

        assertThat(published.crlTrouble()).isEqualTo("no CRL today");
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).containsOnlyKeys(TestLog.device(2));
        assertThat(folder().crl()).hasContent(seven);
        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void neverReplacesAGoodCrlByAnExpiredAnOlderOrAForeignOne() throws Exception {
        TestDeployments publisher = publisher();
        offered = eight;
        publisher.publish(ONE);

        for (String bad : List.of(expired, ahead, seven, TestPki.create().crl(99), "garbage")) {
            offered = bad;
            assertThat(publisher.publish(TWO).crlTrouble()).startsWith("The CRL ");
            assertThat(folder().crl()).hasContent(eight);
        }
    }

    @Test
    void waitsForAFirstCrl() throws Exception {
        for (String bad : List.of("", expired, ahead, "garbage")) {
            offered = bad;
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> publisher().publish(ONE));
        }

        assertThat(folder().acl()).doesNotExist();
        assertThat(folder().crl()).doesNotExist();
        assertThat(reloads()).isZero();
    }

    @Test
    void replacesACrlFromTheFutureWhateverItsNumber() throws Exception {
        publisher().publish(ONE);
        Files.writeString(folder().crl(), ahead);

        ReleasePlan published = publisher().publish(ONE);

        assertThat(folder().crl()).hasContent(seven);
        assertThat(published.crlTrouble()).isNull();
        assertThat(published.complete()).isTrue();
    }

    @Test
    void putsNoCrlBackThatItFetchedWhileTheClockWasAhead() throws Exception {
        now = now.plusSeconds(4 * 86_400);
        offered = ahead;
        TestDeployments publisher = publisher();
        publisher.keep(publisher.publish(ONE));
        assertThat(folder().crl()).hasContent(ahead);
        now = Instant.now();

        assertThat(publisher.publish(TWO).crlTrouble())
                .contains("is from the future")
                .contains("2 d 23 h ahead");
        assertThat(publisher.rollBack(0)).isEmpty();

        offered = seven;
        publisher.keep(publisher.publish(TWO));
        assertThat(folder().crl()).hasContent(seven);
        assertThat(folder().lastGood().resolve("crl.pem")).hasContent(seven);
    }

    @Test
    void takesTheLastGoodCrlWhereTheOneInForceIsFromTheFuture() throws Exception {
        TestDeployments publisher = publisher();
        publisher.keep(publisher.publish(TWO));
        Files.writeString(folder().crl(), ahead);
        offered = "";

        ReleasePlan published = publisher().publish(ONE_LEFT);

        assertThat(folder().crl()).hasContent(seven);
        assertThat(published.complete()).isFalse();
        assertThat(AclFile.parse(Files.readString(folder().acl())).blocks()).containsOnlyKeys(TestLog.device(2));
    }

    @Test
    void keepsNoReleaseWhoseCrlIsFromTheFuture() throws Exception {
        now = now.plusSeconds(4 * 86_400);
        offered = ahead;
        TestDeployments publisher = publisher();
        ReleasePlan release = publisher.publish(ONE);
        now = Instant.now();

        publisher.keep(release);

        assertThat(folder().lastGood()).doesNotExist();
    }

    @Test
    void neverHandsADamagedCrlToTheBroker() throws Exception {
        Files.writeString(folder().crl(), seven.substring(0, 100));
        offered = "";

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> publisher().publish(ONE));
        assertThat(reloads()).isZero();
    }

    @Test
    void waitsForTheCa() throws Exception {
        Files.delete(folder().ca());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> publisher().publish(ONE))
                .withMessageContaining("ca.crt yet");
    }

    @Test
    void neverGoesBackBehindTheFileInForce() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(TWO);

        assertThatExceptionOfType(ReleaseRefused.class)
                .isThrownBy(() -> publisher().publish(ONE))
                .withMessageContaining("position 1")
                .withMessageContaining("delete that file");
        assertThat(folder().acl()).hasContent(AclFile.of(TWO.policy()).render());
        assertThat(reloads()).isOne();
    }

    @Test
    void replacesADamagedFile() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(ONE);
        for (byte[] damage :
                List.of("topic readwrite #\n".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff, 0})) {
            Files.write(folder().acl(), damage);
            publisher.publish(ONE);
            assertThat(folder().acl()).hasContent(AclFile.of(ONE.policy()).render());
        }
        assertThat(reloads()).isEqualTo(3);
    }

    @Test
    void letsOneReleaseIntoAFolderAtATime() throws Exception {
        try (FileChannel _ = folder().lock()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> publisher().publish(ONE))
                    .withMessageContaining("under way");
        }
        publisher().publish(ONE);
    }

    @Test
    void knowsThatACrlPutBackKnowsLessThanTheOneItFetched() throws Exception {
        TestDeployments publisher = publisher();
        publisher.keep(publisher.publish(TWO));
        offered = eight;
        assertThat(publisher.publish(ONE_LEFT).complete()).isTrue();
        publisher.rollBack(0);
        assertThat(folder().crl()).hasContent(seven);

        offered = "";
        assertThat(publisher.publish(ONE_LEFT).complete()).isTrue();
        assertThat(folder().crl()).hasContent(eight);
    }

    @Test
    void doesNotTakeAnOlderCrlOfTheFolderForTheOneItFetched() throws Exception {
        publisher().publish(TWO);
        offered = "";

        assertThat(publisher().publish(ONE_LEFT).complete()).isFalse();
    }

    @Test
    void writesNothingThatIsThereAlready() throws Exception {
        publisher().publish(ONE);
        Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));

        publisher().publish(ONE);

        assertThat(reloads()).isEqualTo(2);
    }

    @Test
    void asksNobodyForACrlThatCannotBeWrittenAnyway() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(ONE);
        Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));
        assertThatExceptionOfType(FolderNotWritable.class)
                .isThrownBy(() -> publisher.publish(TWO))
                .satisfies(e -> assertThat(e.inForce()).isEqualTo(1));
        asked = -1;

        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> publisher.publish(ONE_LEFT));

        assertThat(asked).isEqualTo(-1);
    }

    @Test
    void writesTheAclWhileTheCrlIsFetched() throws Exception {
        whileFetching = () -> await().atMost(Duration.ofSeconds(15)).until(() -> !drafts().isEmpty());

        publisher().publish(ONE);

        assertThat(folder().acl()).hasContent(AclFile.of(ONE.policy()).render());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void dropsWhatItWroteAheadIfTheCrlIsBehind() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(TWO);
        publisher.restoreReserve();
        offered = "";

        ReleasePlan behind = publisher.publish(ONE_LEFT);
        ReleasePlan again = publisher.publish(ONE_LEFT);

        assertThat(behind.complete()).isFalse();
        assertThat(again.release()).isEqualTo(behind.release());
        assertThat(folder().acl()).hasContent(behind.release().acl());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void takesSpaceForTwoMoreGenerationsOfBothFiles() throws Exception {
        TestDeployments publisher = publisher();
        publisher.publish(ONE);
        publisher.restoreReserve();
        assertThat(spares())
                .hasSize(4)
                .allSatisfy(spare -> assertThat(Files.size(spare)).isGreaterThan(2 * Files.size(folder().acl())));

        publisher.publish(TWO);
        assertThat(spares()).hasSize(2);
        assertThat(folder().acl())
                .hasContent(AclFile.of(TWO.policy()).render())
                .satisfies(DeployerTest::isOpenToTheGroupOnly);
        assertThat(folder().crl()).hasContent(seven).satisfies(DeployerTest::isOpenToTheGroupOnly);
        publisher.restoreReserve();
        assertThat(spares()).hasSize(4);
    }

    private List<Path> spares() throws IOException {
        try (Stream<Path> files = Files.list(folder().dir())) {
            return files.filter(file -> file.toString().contains(".spare")).toList();
        }
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

    private static void isOpenToTheGroupOnly(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    private TestDeployments publisher() {
        return new TestDeployments(new Deployer(new DiskReserve(folder(), () -> {}), this::fetch, broker, () -> now));
    }

    private String fetch(long minPosition) throws IOException {
        asked = minPosition;
        whileFetching.run();
        if (offered.isEmpty()) {
            throw new IOException("no CRL today");
        }
        return offered;
    }

    private int reloads() {
        return broker.reloads;
    }

    private List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(folder().dir())) {
            return files.filter(file -> file.toString().endsWith(".draft")).toList();
        }
    }
}
