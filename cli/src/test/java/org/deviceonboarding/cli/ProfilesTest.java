package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A profile")
class ProfilesTest {
    private static final String SECRET = "kept-secret.0123456789";
    private static final Path FILE = ProfileFile.ofUser().path();

    private FakePortal portal;

    @BeforeEach
    void start() throws IOException {
        Files.deleteIfExists(FILE);
        portal = new FakePortal()
                .says("/whoami", 200, "{\"name\":\"ada\",\"roles\":[\"operator\"],\"auth\":\"api_key\"}")
                .says("/devices", 200, "{\"items\":[]}");
    }

    @AfterEach
    void stop() throws IOException {
        portal.close();
        Files.deleteIfExists(FILE);
    }

    private void logIn() {
        Ran ran = Ran.given(SECRET + "\n", "login", portal.url(), "--key-stdin").is(ExitCode.OK);
        assertThat(ran.out()).contains("as ada", "profile default").doesNotContain(SECRET);
    }

    @Test
    void areCalledWhatTheCommandLineCallsThem() {
        assertThat(Ran.given(SECRET, "login", portal.url(), "--key-stdin", "--profile", "line-4")
                        .is(ExitCode.OK)
                        .out())
                .contains("(profile line-4)");
        assertThat(Ran.given(SECRET, "login", "--url", portal.url(), "--key-stdin", "--profile", "line-5")
                        .is(ExitCode.OK)
                        .out())
                .contains("(profile line-5)");
        Ran ran = Ran.onboard("whoami", "--profile", "line-6").is(ExitCode.USAGE);
        assertThat(ran.err()).contains("There is no profile line-6", "See: onboard whoami --help");
        assertThat(ran.err().lines()).hasSize(2);
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        logIn();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void isNotReadIfOthersMayReadIt() throws IOException {
        logIn();
        Files.setPosixFilePermissions(FILE, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(Ran.onboard("whoami").is(ExitCode.USAGE).err()).contains("chmod 600");
    }

    @Test
    void isUsedByWhatComesAfterIt() {
        logIn();

        Ran.onboard("list").is(ExitCode.OK);

        assertThat(portal.asked).last().isEqualTo("GET /devices?limit=100");
        assertThat(portal.keys).containsOnly("Bearer " + SECRET);
    }

    @Test
    void keepsItsKeyFromOtherServers() throws IOException {
        logIn();
        try (FakePortal other = new FakePortal()) {
            other.says("/devices", 200, "{\"items\":[]}");

            Ran.onboard("list", "--url", other.url()).is(ExitCode.OK);

            assertThat(other.keys).containsOnly("null");
        }
    }

    @Test
    void isNotKeptIfTheServerDoesNotTakeTheKey() {
        portal.says("/whoami", 401, "{\"error\":\"unauthorized\",\"detail\":\"No\"}");

        Ran.given(SECRET, "login", portal.url(), "--key-stdin").is(ExitCode.REFUSED);

        assertThat(FILE).doesNotExist();
    }

    @Test
    void isCheckedWithAServerThatKnowsNoNames() {
        portal.says("/whoami", 404, "{\"error\":\"not_found\"}");

        Ran.given(SECRET, "login", portal.url(), "--key-stdin").is(ExitCode.OK);

        assertThat(portal.asked).containsExactly("GET /whoami", "GET /devices?limit=1");
    }

    @Test
    void isListedWithoutItsKeyAndForgotten() {
        logIn();

        assertThat(Ran.onboard("profile", "list").is(ExitCode.OK).out())
                .contains("default", portal.url())
                .doesNotContain(SECRET);
        Ran.onboard("profile", "use", "nowhere").is(ExitCode.USAGE);
        Ran.onboard("logout").is(ExitCode.OK);
        assertThat(Ran.onboard("profile", "list").out()).doesNotContain(portal.url());
    }

    @Test
    void takesNoKeyAcrossTheNetworkInTheClear() {
        Ran ran = Ran.given(SECRET, "login", "http://portal.example", "--key-stdin");

        assertThat(ran.is(ExitCode.USAGE).err()).contains("--insecure-http");
    }
}
