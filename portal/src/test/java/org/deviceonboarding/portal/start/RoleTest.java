package org.deviceonboarding.portal.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.deviceonboarding.access.start.StartRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("A process")
@ExtendWith(OutputCaptureExtension.class)
class RoleTest {
    @TempDir
    private Path directory;

    @Test
    void runsEverySideUnlessToldOtherwise() {
        try (var context = start()) {
            assertThat(context.getEnvironment().getActiveProfiles()).containsExactly("command", "query", "crl", "acl");
        }
    }

    @Test
    void runsTheSidesItIsTold() {
        try (var context = start("--PORTAL_ROLES=crl, command")) {
            assertThat(context.getEnvironment().getActiveProfiles()).containsExactly("command", "crl");
        }
    }

    @Test
    void doesNotStartWithARoleThereIsNot(CapturedOutput output) {
        assertThatThrownBy(() -> start("--PORTAL_ROLES=command,borker")).isInstanceOf(StartRefused.class);
        assertThat(output)
                .contains("PORTAL_ROLES names a role there is not: borker")
                .contains("command, query, crl, acl")
                .doesNotContain("\tat org.springframework");
    }

    @Test
    void doesNotStartWithoutARole() {
        assertThatThrownBy(() -> start("--PORTAL_ROLES="))
                .isInstanceOf(StartRefused.class)
                .hasMessage("PORTAL_ROLES names no role");
    }

    @Test
    void makesItsDataDirectoryForItsOwnerOnly() throws Exception {
        try (var context = start()) {
            assertThat(context.isRunning()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void doesNotStartWhereItsDataDirectoryCannotBe() throws Exception {
        Files.writeString(directory.resolve("data"), "a file");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(directory.resolve("data").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://portal.example/../iot      | The path of PUBLIC_URL, /../iot, has other characters than letters, digits, ., _, ~ and -
        https://portal.example/a//b        | The path of PUBLIC_URL, /a//b, has other characters than letters, digits, ., _, ~ and -
        portal.example                     | PUBLIC_URL is not an address of the form http://host or https://host
        ftp://portal.example               | PUBLIC_URL is not an address of the form http://host or https://host
        https://portal.example?a=b         | PUBLIC_URL has a user, a query or a fragment
        https://me:secret@portal.example   | PUBLIC_URL has a user, a query or a fragment
        https://portal example             | PUBLIC_URL is not a URL: Illegal character in authority
        """)
    void doesNotStartUnderAnAddressThatItsPagesCannotHave(String url, String message) {
        assertThatThrownBy(() -> start("--PUBLIC_URL=" + url))
                .isInstanceOf(StartRefused.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5000",
                "https://portal.example/",
                "https://portal.example/fleet/iot/",
                "https://[2001:db8::1]:8443"
            })
    void startsUnderAnAddress(String url) {
        try (var context = start("--PUBLIC_URL=" + url)) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    @Test
    void findsTheSettingsOfItsEnvironmentUnderOneRoof() {
        try (var context = start("--PORT=8080", "--BROKER_ID=north", "--CERT_VALIDITY_DAYS=30")) {
            var settings = context.getEnvironment();
            assertThat(settings.getProperty("portal.public-url")).isEqualTo("http://localhost:8080");
            assertThat(settings.getProperty("portal.broker.crl-url")).isEqualTo("http://127.0.0.1:8080/crl.pem");
            assertThat(settings.getProperty("portal.broker.acl-file"))
                    .isEqualTo(directory.resolve("data") + "/broker/mosquitto.acl");
            assertThat(settings.getProperty("portal.broker.id")).isEqualTo("north");
            assertThat(settings.getProperty("portal.issuing.validity-days")).isEqualTo("30");
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("--DATA_DIR=" + directory.resolve("data")),
                                java.util.Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    static class Nothing {}
}
