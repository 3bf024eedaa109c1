package org.deviceonboarding.portal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units of {@code deploy/systemd}. */
@DisplayName("The units of systemd")
class UnitsTest {
    private static final Path FOLDER =
            Path.of("..", "deploy", "systemd").toAbsolutePath().normalize();

    /** {@code systemd-analyze} counts to 100, which is "unsafe". */
    private static final String THRESHOLD = "20";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"iot-onboarding@.service", "iot-onboarding-projector.service", "iot-onboarding-mosquitto.service"
            })
    void exposeLittle(String unit) throws Exception {
        TestTool.succeed(
                directory,
                List.of(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=" + THRESHOLD,
                        FOLDER.resolve(unit).toString()));
    }

    @Test
    void setOnlyWhatTheSettingsExplain() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        for (String unit : List.of("iot-onboarding@.service", "iot-onboarding-projector.service")) {
            used.addAll(InstalledUnit.read(FOLDER.resolve(unit)).environment().keySet());
        }

        assertThat(used)
                .containsExactlyInAnyOrder("BROKER_PROOF", "BROKER_RELOAD_COMMAND", "DATA_DIR", "SPRING_CONFIG_IMPORT");
        assertThat(SettingsPage.names()).containsAll(used);
    }

    @Test
    void haveTheAccountsAndFoldersThatThePackageMakes() throws IOException {
        String accounts = Files.readString(FOLDER.resolve("sysusers.conf"));

        for (String unit : List.of(
                "iot-onboarding@.service", "iot-onboarding-projector.service", "iot-onboarding-mosquitto.service")) {
            assertThat(accounts)
                    .contains("u " + InstalledUnit.read(FOLDER.resolve(unit)).user() + " ");
        }
    }
}
