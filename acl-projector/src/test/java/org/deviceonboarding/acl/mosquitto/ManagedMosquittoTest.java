package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.acl.TestLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The process of a Mosquitto of ours")
class ManagedMosquittoTest extends MosquittoFixture {
    ManagedMosquittoTest() throws IOException {}

    @Test
    void isStartedAgainWhenItDies() throws Exception {
        ProcessHandle before = only();
        before.destroyForcibly();
        before.onExit().join();
        assertThat(mosquitto.alive()).isFalse();

        await("the next broker", () -> mayPublish(1, own(1)));
        assertThat(only().pid()).isNotEqualTo(before.pid());
    }

    @Test
    void saysNoMoreThanItsLogMayHold() throws Exception {
        MosquittoLog bounded = new MosquittoLog(new MosquittoFolder(folder).log(), 1000);
        Path older = new MosquittoFolder(folder).log().resolveSibling("mosquitto.log.1");
        for (int n = 0; n < 10; n++) {
            assertThat(connects(1)).isTrue();
        }
        long before = Files.size(new MosquittoFolder(folder).log());
        assertThat(before).isGreaterThan(1000);

        bounded.bound();
        assertThat(Files.size(older)).isGreaterThanOrEqualTo(before); // Mosquitto may still have something to say
        assertThat(connects(1)).isTrue();

        // It goes on at the beginning, and leaves no hole.
        assertThat(Files.size(new MosquittoFolder(folder).log())).isBetween(1L, 1000L);
        assertThat(Files.readString(new MosquittoFolder(folder).log()))
                .startsWith("20")
                .contains(TestLog.device(1) + " ");
        bounded.drop();
        assertThat(older).doesNotExist();
    }

    @Test
    void startsThoughAFullDiskLeftHalfOfItsPluginsFile() throws Exception {
        String whole = Files.readString(new MosquittoFolder(folder).dynamicSecurity());
        for (String left : List.of("", whole.substring(0, whole.length() / 2))) {
            Files.writeString(new MosquittoFolder(folder).dynamicSecurity(), left);
            ProcessHandle before = only();
            before.destroyForcibly();
            before.onExit().join();

            await("the next broker", () -> mayPublish(1, own(1)));
            assertThat(new MosquittoFolder(folder).dynamicSecurity()).hasContent(whole);
        }
    }

    @Test
    void isTakenOverWhenItWasLeftBehind() throws Exception {
        mosquitto.stop();
        Process leftBehind = new ProcessBuilder(
                        MosquittoProgram.find().orElseThrow().toString(),
                        "-c",
                        new MosquittoFolder(folder).conf().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        new MosquittoFolder(folder).log().toFile()))
                .start();
        await("the old broker", () -> mayPublish(1, own(1)));

        mosquitto = managed();
        deployments = deployments();
        mosquitto.start();
        assertThat(mosquitto.alive()).isTrue();
        issue(4);
        release();

        await("a reload of the old broker", () -> mayPublish(4, own(4)));
        assertThat(only().pid()).isEqualTo(leftBehind.pid());
    }
}
