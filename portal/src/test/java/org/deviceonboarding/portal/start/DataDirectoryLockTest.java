package org.deviceonboarding.portal.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.access.start.StartRefused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("A data directory")
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DataDirectoryLockTest {
    @TempDir
    private static Path directory;

    private static Process other;

    /** Another portal: starts, says so, and waits to be killed or to have its input closed. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws Exception {
            try (var _ = start(Path.of(args[0]), "command")) {
                System.out.println("started");
                while (System.in.read() >= 0) {}
            }
        }
    }

    @BeforeAll
    static void isInUse() throws IOException {
        other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.inputReader().lines().anyMatch(line -> line.equals("started")))
                .isTrue();
    }

    @AfterAll
    static void killTheOther() {
        other.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command,query,crl,acl", "command", "query", "crl", "query,acl"})
    void isOfOnePortal(String roles, CapturedOutput output) {
        assertThatThrownBy(() -> start(directory, roles))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The data directory " + directory + " is in use by another portal");
        assertThat(output).contains("in use by another portal").doesNotContain("\tat org.");
    }

    @Test
    void letsAnotherStandByAtTheBrokersFolderInIt() {
        assertStarts(directory, "acl");
    }

    @Test
    void isNotTheOnlyOne() {
        assertStarts(directory.resolve("another"), "command,query,crl,acl");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void isFreeAsSoonAsThatIsKilled() throws Exception {
        other.destroyForcibly();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertStarts(directory, "command");

        try (FileChannel file = FileChannel.open(directory.resolve("portal.lock"), StandardOpenOption.WRITE)) {
            assertThat(file.tryLock()).as("is let go of").isNotNull();
        }
    }

    private static void assertStarts(Path directory, String roles) {
        try (var context = start(directory, roles)) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    private static ConfigurableApplicationContext start(Path directory, String roles) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run("--DATA_DIR=" + directory, "--PORTAL_ROLES=" + roles);
    }

    static class Nothing {}
}
