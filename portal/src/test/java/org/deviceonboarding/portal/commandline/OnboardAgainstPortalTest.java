package org.deviceonboarding.portal.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("onboard, against the portal")
class OnboardAgainstPortalTest extends PortalTest {
    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void takeAKey() throws IOException {
        shell = shell(admin(), "admin.key");
    }

    private Shell shell(Caller caller, String name) throws IOException {
        Path key = Files.writeString(folder.resolve(name), Objects.requireNonNull(caller.key()));
        return new Shell("http://localhost:" + caller.port(), key);
    }

    private JsonNode register(String name, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "register", "--name", name, "--type", "pump", "--key-algorithm", "ec-p256", "--output", "json"));
        line.addAll(List.of(more));
        return shell.onboard(line.toArray(String[]::new)).is(ExitCode.OK).json();
    }

    @Test
    void takesADeviceFromItsRegistrationToItsEnd() {
        String name = newName();
        String id = register(name, "--label", "line=4", "--location", "Hall 3")
                .path("device_id")
                .asString();

        shell.onboard("suspend", name, "--comment", "maintenance").is(ExitCode.OK);
        shell.onboard("resume", id).is(ExitCode.OK);
        shell.onboard("revoke", name, "--reason", "key_compromise", "--yes", "--no-wait")
                .is(ExitCode.OK);
        assertThat(shell.onboard("renew", id).is(ExitCode.REFUSED).err()).contains("409 conflict", "/reissue/");
        JsonNode reissued = shell.onboard("reissue", id, "--key-algorithm", "ec-p256", "--output", "json")
                .is(ExitCode.OK)
                .json();
        shell.onboard("decommission", id, "--yes").is(ExitCode.OK);

        assertThat(reissued.path("credentials_password").asString()).isNotEmpty();
        assertThat(shell.onboard("show", name).is(ExitCode.OK).out())
                .contains(id, "decommissioned", "line=4", "Hall 3");
        assertThat(shell.onboard("history", id, "--all", "--output", "json")
                        .is(ExitCode.OK)
                        .lines())
                .extracting(event -> event.path("type").asString())
                .contains(
                        "DeviceRegistered",
                        "DeviceSuspended",
                        "DeviceResumed",
                        "CertificateRevoked",
                        "DeviceDecommissioned");
        assertThat(shell.onboard("renew", id).is(ExitCode.REFUSED).err()).contains("409 conflict");
    }

    @Test
    void listsDevicesInEveryFormat() {
        String label = "batch=" + newName();
        List<String> names = List.of(newName(), newName(), newName());
        names.forEach(name -> register(name, "--label", label));

        assertThat(shell.onboard("list", "--label", label, "--output", "json", "--all")
                        .is(ExitCode.OK)
                        .lines())
                .extracting(device -> device.path("name").asString())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(shell.onboard("list", "--label", label, "--output", "csv")
                        .out()
                        .split("\r\n"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("\"").endsWith("\""));
        Shell.Output two =
                shell.onboard("list", "--label", label, "--limit", "2").is(ExitCode.OK);
        assertThat(two.out().lines()).hasSize(3);
        assertThat(two.err()).contains("--all");
        assertThat(shell.onboard("list", "--status", "sleeping")
                        .is(ExitCode.REFUSED)
                        .err())
                .contains("400 validation_error", "status: ");
    }

    @Test
    void fetchesAndUnpacksCredentialsForTheirOwnerAlone() throws IOException {
        Path into = folder.resolve("pump");

        JsonNode answer = register(newName(), "--credentials-dir", into.toString());

        assertThat(answer.has("credentials_password")).isFalse();
        assertThat(into).isDirectoryContaining("glob:**/device.key").isDirectoryContaining("glob:**/mqtt.json");
        assertThat(Files.getPosixFilePermissions(into.resolve("device.key"))).hasSize(2);
        assertThat(Files.getPosixFilePermissions(into)).hasSize(3);
        assertThat(folder.resolve("pump.zip")).doesNotExist();
    }

    @Test
    void needsNoPasswordOfADeviceWithItsOwnKey() throws Exception {
        Path csr = Files.writeString(folder.resolve("pump.csr"), OpenSsl.csr("ec-p256"));
        Path into = folder.resolve("own");
        Path fetched = folder.resolve("fetched");
        String[] register = {"register", "--type", "pump", "--csr", csr.toString(), "--name"};

        String said = shell.onboard(with(register, newName())).is(ExitCode.OK).out();
        String link = said.replaceAll("(?s).*(http://\\S+/credentials/\\S+).*", "$1");
        shell.onboard("credentials", "fetch", link.replaceAll(".*/", ""), "--into", fetched.toString(), "--no-password")
                .is(ExitCode.OK);
        Files.writeString(csr, OpenSsl.csr("ec-p256"));
        shell.onboard(with(register, newName(), "--credentials-dir", into.toString()))
                .is(ExitCode.OK);

        assertThat(said).contains("credentials link").doesNotContain("password");
        for (Path unpacked : List.of(into, fetched)) {
            assertThat(unpacked).isDirectoryContaining("glob:**/device.crt").isDirectoryNotContaining("glob:**/*.key");
        }
    }

    private static String[] with(String[] line, String... more) {
        return Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void keepsWhatALinkGaveIfThePasswordIsWrong() {
        JsonNode answer = register(newName());
        String token = answer.path("credentials_link").asString().replaceAll(".*/", "");
        Path into = folder.resolve("valve");

        Shell.Output wrong = given(
                "wrong",
                "credentials",
                "fetch",
                token,
                "--into",
                into.toString(),
                "--password-stdin",
                "--url",
                shell.url());

        assertThat(wrong.is(ExitCode.USAGE).err()).contains("password is wrong", "valve.zip");
        assertThat(folder.resolve("valve.zip")).exists();
        assertThat(into).isEmptyDirectory();
        Shell.Output again = given(
                "wrong",
                "credentials",
                "fetch",
                token,
                "--into",
                folder.resolve("x").toString(),
                "--password-stdin",
                "--url",
                shell.url());
        assertThat(again.is(ExitCode.REFUSED).err()).contains("410 gone").doesNotContain(token);
    }

    private static Shell.Output given(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Shell.local(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void showsWhatIsInForce() {
        String id = register(newName()).path("device_id").asString();
        shell.onboard("revoke", id, "--yes", "--no-wait").is(ExitCode.OK);

        assertThat(shell.onboard("crl", "show", "--verify").is(ExitCode.OK).out())
                .containsPattern("verified +true");
        assertThat(shell.onboard("crl", "show", "--entries", "--output", "json")
                        .is(ExitCode.OK)
                        .lines())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.path("serial").asString()).matches("[0-9a-f]+"));
        assertThat(shell.onboard("ca", "show").is(ExitCode.OK).out().lines()).hasSize(3);
        assertThat(shell.onboard("acl", "preview", "pump", "--rule", "write=devices/{device_id}/data")
                        .is(ExitCode.OK)
                        .out())
                .contains("+ write devices/{device_id}/data");
        assertThat(shell.onboard("acl", "show").is(ExitCode.OK).out()).contains("# position ");
        assertThat(shell.onboard("broker", "status", "--output", "json").exitCode())
                .isIn(ExitCode.OK, ExitCode.FOUND);
    }

    @Test
    void examinesTheSetUpAndNamesRemedies() throws IOException {
        Shell.Output doctor = shell.onboard("doctor", "--output", "json", "--broker", "localhost:1");

        assertThat(doctor.exitCode()).as(doctor.out()).isEqualTo(ExitCode.FOUND);
        assertThat(doctor.lines())
                .allSatisfy(line -> assertThat(line.path("level").asString()).isIn("ok", "note", "warn", "fail"))
                .anySatisfy(line -> {
                    assertThat(line.path("subject").asString()).isEqualTo("broker port");
                    assertThat(line.path("level").asString()).isEqualTo("fail");
                    assertThat(line.path("finding").asString()).contains("nobody listens there");
                    assertThat(line.path("remedy").asString()).isNotEmpty();
                })
                .anySatisfy(line -> {
                    assertThat(line.path("subject").asString()).isEqualTo("crl");
                    assertThat(line.path("level").asString()).isEqualTo("ok");
                });
        Shell stranger = new Shell(shell.url(), Files.writeString(folder.resolve("bad.key"), "nobody.knows.this"));
        assertThat(stranger.onboard("doctor").is(ExitCode.FOUND).out()).contains("FAIL  key");
        assertThat(new Shell("http://localhost:1", shell.keyFile())
                        .onboard("doctor")
                        .is(ExitCode.FOUND)
                        .out())
                .contains("FAIL  server");
    }

    @Test
    void leavesWhatARoleMayNotDoToTheServer() throws IOException {
        assertThat(shell(auditor(), "auditor.key")
                        .onboard("register", "--name", newName(), "--type", "pump")
                        .is(ExitCode.REFUSED)
                        .err())
                .contains("403");
    }
}
