package org.deviceonboarding.testkit.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A Mosquitto of a test")
class TestMosquittoTest {
    @TempDir
    private Path folder;

    @Test
    void keepsAMessageForItsUserAndNobodyElse() throws IOException, InterruptedException {
        try (TestMosquitto broker = TestMosquitto.withPassword(folder)) {
            assertThat(publish(broker, TestMosquitto.PASSWORD)).isZero();
            assertThat(broker.retained("ledger/checkpoint")).isEqualTo("signed");
            assertThat(publish(broker, "a guess")).isNotZero();
        }
    }

    @Test
    void endsWithItsTest() throws IOException, InterruptedException {
        TestMosquitto broker = TestMosquitto.withCertificate(folder);
        assertThat(broker.process().isAlive()).isTrue();

        broker.close();

        assertThat(broker.process().isAlive()).isFalse();
    }

    private int publish(TestMosquitto broker, String password) throws IOException, InterruptedException {
        return TestTool.run(
                        folder,
                        List.of(
                                "mosquitto_pub",
                                "-h",
                                "localhost",
                                "-p",
                                Integer.toString(broker.port()),
                                "-u",
                                "ledger",
                                "-P",
                                password,
                                "-t",
                                "ledger/checkpoint",
                                "-m",
                                "signed",
                                "-r"))
                .exit();
    }
}
