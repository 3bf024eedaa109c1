package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deviceonboarding.acl.broker.OperatorCommand;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A reload")
class BrokerReloadTest {
    @TempDir
    Path temp;

    @Test
    void needsAShellOnlyForAShellsSyntax() {
        assertThat(OperatorCommand.of(" systemctl  reload mosquitto").words())
                .containsExactly("systemctl", "reload", "mosquitto");
        assertThat(OperatorCommand.of("kill -HUP $(cat /run/pid)").words())
                .containsExactly("/bin/sh", "-c", "kill -HUP $(cat /run/pid)");
    }

    @Test
    void runsItsCommand() throws Exception {
        Path trigger = temp.resolve("trigger");

        OperatorCommand.of("touch " + trigger).run();

        assertThat(trigger).exists();
    }

    @Test
    void failsWithItsCommand() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> OperatorCommand.of("exit 3").run())
                .withMessageContaining("Cannot run program");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> OperatorCommand.of("exit 3;").run())
                .withMessageContaining("ended with 3");
    }

    @Test
    void signalsNothingButAMosquitto() throws Exception {
        Path pidFile = temp.resolve("pid");
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(pidFile, bystander.pid() + "\n");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new PidFileReload(pidFile).reload())
                    .withMessageContaining("is no mosquitto");
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroy();
        }
    }

    @Test
    void waitsForABrokerThatStillStarts() throws Exception {
        Path started = temp.resolve("started");
        // A shell cannot trap what was ignored when it started, as nohup has it.
        Process starting = new ProcessBuilder(
                        "env",
                        "--default-signal=HUP",
                        "/bin/sh",
                        "-c",
                        "touch " + started + "; sleep 0.5; trap 'exit 42' HUP; while :; do sleep 0.1; done")
                .start();
        try {
            await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(started));

            ReloadSignal.to(starting.pid());

            assertThat(starting.waitFor(Duration.ofSeconds(15))).isTrue();
            assertThat(starting.exitValue()).isEqualTo(42);
        } finally {
            starting.destroyForcibly();
        }
    }

    @Test
    void needsAProcessId() throws Exception {
        Path pidFile = temp.resolve("pid");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new PidFileReload(pidFile).reload());

        for (String text : List.of("", "-1", "1 2", "0", "$(id)", "99999999999")) {
            Files.writeString(pidFile, text);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new PidFileReload(pidFile).reload())
                    .withMessage("No process id in " + pidFile);
        }
    }
}
