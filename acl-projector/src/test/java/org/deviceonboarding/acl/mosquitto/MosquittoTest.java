package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A Mosquitto of ours")
class MosquittoTest extends MosquittoFixture {
    MosquittoTest() throws IOException {}

    @Test
    void keepsEachDeviceToItsOwnTopics() throws Exception {
        assertThat(publish(1, own(1), "from 1", "-r").output()).isEmpty();
        assertThat(publish(2, own(2), "from 2", "-r").output()).isEmpty();
        for (String topic :
                List.of(own(1), "devices/" + TestLog.device(2) + "x/t", "devices", "devices/t", "t", "$SYS/t")) {
            assertThat(publish(2, topic, "from 2", "-r").output()).contains("Not authorized");
        }

        for (int device : List.of(1, 2)) {
            TestTool.Result heard =
                    TestTool.run(PKI.folder(), client("mosquitto_sub", device, "#", "-t", "$SYS/#", "-v", "-W", "3"));
            assertThat(heard.output().lines()).containsExactly(own(device) + " from " + device, "Timed out");
        }
    }

    @Test
    void takesTheTopicsOfARevokedDeviceAndThenTurnsItAway() throws Exception {
        issue(3);
        release();
        await("device 3", () -> mayPublish(3, own(3)));

        log.add(TestLog.revoked(3, 103));
        release(); // The CRL is still the old one.
        await("the end of its topics", () -> !mayPublish(3, own(3)));
        assertThat(connects(3)).isTrue();

        signCrl(103);
        release();
        await("the end of its connections", () -> !connects(3));
        assertThat(mayPublish(1, own(1))).isTrue();
    }

    @Test
    void closesWhenItsAclIsDamagedAndOpensWhenItIsMended() throws Exception {
        Files.writeString(folder.acl(), "junk\n");
        mosquitto.reload();
        await("the closed door", () -> !mayPublish(1, own(1)));
        assertThat(mayPublish(1, own(2))).isFalse();

        // Brokers from 2.1 on end instead, and start again when the file is mended.
        release();
        await("the mended file", () -> mayPublish(1, own(1)));
    }

    @Test
    void hearsASignalSentByItsPidFile() throws Exception {
        Path pidFile = Files.writeString(PKI.folder().resolve("mosquitto.pid"), only().pid() + "\n");
        long before = reloadsInTheLog();

        new PidFileReload(pidFile).reload();

        await("the reload", () -> reloadsInTheLog() > before);
    }

    private long reloadsInTheLog() throws IOException {
        try (Stream<String> lines = Files.lines(new MosquittoFolder(folder).log())) {
            return lines.filter(line -> line.endsWith(": Reloading config.")).count();
        }
    }
}
