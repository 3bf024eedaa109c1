package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.testkit.process.Deadline;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Enforcement with a full disk")
class FullDiskTest extends FaultFixture {
    FullDiskTest() throws Exception {}

    @Test
    void aFullDiskKeepsTwoRevocationsFromNobody() throws Exception {
        assertThat(it.turn()).isEmpty();
        Path filler = disk.resolve("filler");
        try {
            fill(filler);
            revoke();

            assertThat(it.turn()).isEmpty();

            assertThat(it.lastEnforced().sessionsEnded()).isOne();
            assertThat(TestDevice.canConnect(it.broker, 2)).isFalse();
            fill(filler);
            it.happen(TestLog.registered(3), TestLog.issued(3, 103), TestLog.revoked(3, 103));
            assertThat(it.turn()).isEmpty();
            assertThat(it.lastEnforced().position())
                    .isEqualTo(it.desired.policy().position());
            theOthersAreWhereTheyWere();

            it.reserve.spend();
            fill(filler);
            assertThat(it.turn()).isEmpty();
            assertThat(it.reserve.generations()).isLessThan(2);
            assertThat(it.reserve.trouble())
                    .startsWith("The disk of the broker's folder is full: "
                            + it.broker.folder().dir() + " has ")
                    .endsWith("more generations of its files is set aside (No space left on device)");
        } finally {
            Files.delete(filler);
        }
        assertThat(it.turn()).isEmpty();
        assertThat(it.reserve.generations()).isEqualTo(2);
        assertThat(it.reserve.trouble()).isNull();
    }

    @Test
    void aFullDiskDoesNotCostTheBrokerItsPluginsFile() throws Exception {
        revoke();
        assertThat(it.turn()).isEmpty();
        Path filler = disk.resolve("filler");
        Path copy = it.broker.folder().acl().resolveSibling(".dynsec.json.copy");
        try {
            Files.writeString(new MosquittoFolder(it.broker.folder()).dynamicSecurity(), "");
            fill(filler);

            assertThat(new ProjectorAccount(new MosquittoFolder(it.broker.folder())).mend())
                    .isTrue();

            assertThat(new MosquittoFolder(it.broker.folder()).dynamicSecurity())
                    .hasContent(Files.readString(copy));
            assertThat(copy).content().contains("\"projector\"").endsWith("}\n");
        } finally {
            Files.delete(filler);
        }
    }

    @Test
    void aDiskThatStaysFullEndsInAClosedBrokerRatherThanAnOpenOne() throws Exception {
        Path filler = disk.resolve("filler");
        try {
            it.reserve.spend();
            fill(filler);
            revoke();

            for (int n = 1; n <= 2; n++) {
                assertThat(it.turn())
                        .hasValueSatisfying(e -> assertThat(e)
                                .isInstanceOf(FolderNotWritable.class)
                                .hasMessageContaining("No space left on device; "
                                        + it.broker.folder().dir() + " has ")
                                .hasMessageContaining(
                                        "Sessions of 1 devices that lost access are ended again and again"));
                assertThat(two.ends(SOON)).isTrue();
                two.close();
                two = TestDevice.connect(it.broker, 2);
                fill(filler);
            }
            theOthersAreWhereTheyWere();

            Deadline deadline = new Deadline("a closed broker");
            while (it.mosquitto.alive()) {
                assertThat(it.turn()).isPresent();
                fill(filler);
                deadline.pause();
            }
            assertThat(it.turn()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("The broker is stopped"));
            assertThat(TestDevice.canConnect(it.broker, 1)).isFalse();
            assertThat(it.mosquitto.alive()).isFalse();
            assertThat(it.receipts).noneMatch(BrokerPolicyEnforced.class::isInstance);
        } finally {
            Files.delete(filler);
        }

        it.turnUntilEnforced();
        assertThat(TestDevice.canConnect(it.broker, 1)).isTrue();
        one = TestDevice.connect(it.broker, 1);
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] block = new byte[512];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
