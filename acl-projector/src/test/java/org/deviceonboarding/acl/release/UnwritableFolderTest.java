package org.deviceonboarding.acl.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A folder that cannot be written")
class UnwritableFolderTest extends ReconcilerFixture {
    @Test
    void endsSessionsAgainAndAgainWhileFilesCannotBeWritten() throws Exception {
        revokeOne();
        Path obstacle = inTheWay();
        broker.kicked.clear();

        for (int n = 1; n <= 3; n++) {
            assertThatExceptionOfType(FolderNotWritable.class)
                    .isThrownBy(() -> reconciler.reconcile(desired))
                    .withMessageStartingWith("The broker's folder cannot be written: ")
                    .withMessageContaining(folder().dir() + " has ")
                    .withMessageEndingWith(
                            " bytes free. Sessions of 1 devices that lost access are ended again and again");
            assertThat(broker.kicked).hasSize(n).containsOnly(TestLog.device(1));
        }
        assertThat(reconciler.urgent()).isTrue();
        assertThat(broker.stops).isZero();

        clear(obstacle);
        reconciler.reconcile(desired);
        assertThat(reconciler.urgent()).isFalse();
        assertThat(broker.kicked).hasSize(4);
        assertThat(lastEnforced().sessionsEnded()).isOne();
    }

    @Test
    void stopsABrokerWhoseFilesLetInWhoLostAccess() throws Exception {
        closeAfter = Duration.ZERO;
        startProjector();
        happen(TestLog.registered(1), TestLog.issued(1, 1));
        enforceWhatWasBefore();
        Path obstacle = inTheWay();
        happen(TestLog.registered(2), TestLog.issued(2, 2));
        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> reconciler.reconcile(desired));
        assertThat(broker.stops).isZero(); // A right that nobody got yet is not worth that.
        assertThat(reconciler.urgent()).isFalse();

        happen(TestLog.revoked(1, 1));
        crl = PKI.crl(8, 1);
        broker.silence = new IOException("The broker does not answer");
        for (int n = 0; n < 3; n++) {
            assertThatExceptionOfType(FolderNotWritable.class)
                    .isThrownBy(() -> reconciler.reconcile(desired))
                    .withMessageContaining("The broker is stopped");
        }
        assertThat(broker.stops).isOne();

        broker.silence = null; // Somebody else started it.
        assertThatExceptionOfType(FolderNotWritable.class).isThrownBy(() -> reconciler.reconcile(desired));
        assertThat(broker.stops).isEqualTo(2);
        clear(obstacle);
        reconciler.reconcile(desired);
        assertThat(lastEnforced().position()).isEqualTo(desired.policy().position());
    }

    private Path inTheWay() throws IOException {
        return Files.createDirectories(folder().acl().resolveSibling(".mosquitto.acl.draft/in-the-way"));
    }

    private static void clear(Path obstacle) throws IOException {
        Files.delete(obstacle);
        Files.delete(obstacle.resolveSibling(""));
    }
}
