package org.deviceonboarding.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A program that tests need")
class TestToolTest {
    @TempDir
    private Path folder;

    @Test
    void failsTheTestIfItIsMissing() {
        assertThatThrownBy(() -> TestTool.run(folder, List.of("no-such-program", "--version")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("needs no-such-program: apt-get install no-such-program");
    }

    @ParameterizedTest
    @CsvSource({
        "openssl, openssl",
        "mosquitto, mosquitto",
        "mosquitto_pub, mosquitto-clients",
        "mosquitto_sub, mosquitto-clients",
        "mosquitto_passwd, mosquitto",
        "promtool, prometheus",
    })
    void namesThePackageThatBringsIt(String program, String debian) {
        assertThat(TestTool.missing(program)).isEqualTo("needs " + program + ": apt-get install " + debian);
    }

    @Test
    void runsInAFolderAndSaysWhatItPrinted() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("name"), "pump\n");

        assertThat(TestTool.run(folder, List.of("cat", "name"))).isEqualTo(new TestTool.Result(0, "pump\n"));
        assertThat(folder.toFile().list()).as("nothing of its own stays").containsExactly("name");
    }

    @Test
    void failsTheTestWithItsOutputIfItFails() {
        assertThatThrownBy(() -> TestTool.succeed(folder, List.of("cat", "nothing-here")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing-here: No such file");
    }
}
