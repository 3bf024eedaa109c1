package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.policy.DesiredState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder, and a server of CRLs that offers what a test puts there. */
abstract class DeployerFixture {
    static final TestPki PKI = TestPki.SHARED;
    static final DesiredState ONE = TestLog.desired(TestLog.issued(1, 1));
    static final DesiredState TWO = TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2));
    static final DesiredState ONE_LEFT =
            TestLog.desired(TestLog.issued(1, 1), TestLog.issued(2, 2), TestLog.revoked(1, 1));

    static String seven = "";
    static String eight = "";

    @TempDir
    Path temp;

    final FakeBroker broker = new FakeBroker();
    String offered = "";
    long asked = -1;
    Instant now = Instant.now();
    Runnable whileFetching = () -> {};

    @BeforeAll
    static void signCrls() throws IOException {
        seven = PKI.crl(7);
        eight = PKI.crl(8, 1);
    }

    @BeforeEach
    void prepareFolder() throws IOException {
        PKI.brokerFolder(folder());
        offered = seven;
    }

    static void isOpenToTheGroupOnly(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    TestDeployments deployments() {
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

    int reloads() {
        return broker.reloads;
    }

    List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(folder().dir())) {
            return files.filter(file -> file.toString().endsWith(".draft")).toList();
        }
    }
}
