package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.output.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("onboard")
class OnboardTest {
    private static final String SECRET = "kept-secret.0123456789";

    @TempDir
    private Path folder;

    private FakePortal portal;
    private Path key;

    private record Output(int exitCode, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        portal = new FakePortal();
        key = Files.writeString(folder.resolve("auditor.key"), SECRET + "\n");
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private Output asks(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", portal.url(), "--key-file", key.toString()));
        return runs(all.toArray(String[]::new));
    }

    private static Output runs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine onboard = Onboard.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = onboard.execute(arguments);
        onboard.getOut().flush();
        onboard.getErr().flush();
        assertThat(out.toString() + err).doesNotContain(SECRET);
        return new Output(exitCode, out.toString(), err.toString());
    }

    @Test
    void explainsItself() {
        assertThat(runs("--help").out()).contains("audit", "Exit codes:", "ONBOARD_URL");
        assertThat(runs("audit", "--help").out()).contains("export", "verify", "events", "log", "checkpoint", "state");
        assertThat(runs("--version").out()).startsWith("onboard ");
        assertThat(runs("generate-completion").out()).contains("complete -F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "audit state", "audit state planets", "audit verify", "audit dance", "--url"})
    void endsWithTwoIfTheCommandLineMakesNoSense(String line) {
        assertThat(runs(line.split(" ", -1)).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void endsWithThreeIfTheServerSaysNo() {
        portal.says("/audit/log", 403, "{\"title\":\"Forbidden\",\"detail\":\"Only auditors may do that\"}");

        Output output = asks("audit", "log");

        assertThat(output.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(output.err()).contains("GET /audit/log was refused (403): Only auditors may do that");
        assertThat(portal.keys).containsExactly("Bearer " + SECRET);
    }

    @Test
    void endsWithThreeAlsoIfTheServerSaysItInAWayOfItsOwn() {
        portal.says("/audit/log", 502, "<html>Bad gateway</html>");

        assertThat(asks("audit", "log").exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void endsWithFourIfNobodyAnswers() {
        String nowhere = portal.url();
        portal.close();

        Output output = runs("audit", "checkpoint", "--url", nowhere);

        assertThat(output.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(output.err()).contains(nowhere + " does not answer");
    }

    @Test
    void endsWithFourIfTheServerBreaksOff() {
        portal.breaksOff("/audit/log", "{\"position\":1}\n");

        assertThat(asks("audit", "log").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void takesAKeyFileForWhatItIs() throws IOException {
        Files.writeString(key, "two words");

        Output output = asks("audit", "log");

        assertThat(output.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(output.err()).contains("does not hold an API key").doesNotContain("two words");
        assertThat(portal.asked).isEmpty();
    }

    @Test
    void printsEventsInColumnsAndNoEscapeSequences() {
        portal.says("/audit/events", 200, """
                {"position":7,"time":"2030-01-31T12:00:00.000Z","type":"DeviceRegistered","actor":"ada\\u001b[2J",\
                "address":"192.0.2.7","payload":{"device_id":"0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a"}}
                """);

        Output output = asks("audit", "events", "--type", "DeviceRegistered", "--limit", "1");

        assertThat(portal.asked).containsExactly("GET /audit/events?limit=1&type=DeviceRegistered");
        assertThat(output.out().lines())
                .containsExactly(
                        "POSITION   TIME                      TYPE                    DEVICE                                ACTOR             ADDRESS",
                        "7          2030-01-31T12:00:00.000Z  DeviceRegistered        0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a  ada?[2J           192.0.2.7");
    }

    @Test
    void asksForTheStateOfAMoment() {
        portal.says("/audit/state/acl", 200, "# the exact file\n");

        Output output = asks("audit", "state", "acl", "--at", "2030-01-31T12:00:00Z", "--strategy", "pattern");

        assertThat(output.out()).isEqualTo("# the exact file\n");
        assertThat(portal.asked).containsExactly("GET /audit/state/acl?at=2030-01-31T12%3A00%3A00Z&strategy=pattern");
    }

    @Test
    void printsDevicesAsCsvThatNoSpreadsheetComputes() {
        portal.says("/audit/state/devices", 200, """
                {"id":"0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a","details":{"name":"=1+1","type":"pump"},"status":"active"}
                """);

        assertThat(asks("audit", "state", "devices", "--output", "csv").out())
                .isEqualTo(String.join(
                        "\r\n",
                        "\"id\",\"name\",\"type\",\"status\",\"certificate\",\"expires_at\"",
                        "\"0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a\",\"'=1+1\",\"pump\",\"active\",\"\",\"\"",
                        ""));
    }

    @Test
    void leavesNoHalfABundleBehind() throws IOException {
        portal.says("/audit/checkpoints", 200, "{\"size\":1,\"position\":1,\"items\":[]}")
                .says("/ca/chain.pem", 200, "")
                .says("/audit/crls", 200, "{\"items\":[]}")
                .breaksOff("/audit/log", "{\"position\":1}\n");

        Output output = asks("audit", "export", folder.resolve("log.bundle").toString());

        assertThat(output.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(folder).isDirectoryNotContaining("glob:**log.bundle*");
    }

    @Test
    void replacesAFileOnlyIfItIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("log.bundle"), "precious");

        assertThat(asks("audit", "export", file.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("precious");
        assertThat(portal.asked).isEmpty();
    }

    @Test
    void verifiesNothingButBundles() throws IOException {
        Path file = Files.writeString(folder.resolve("log.bundle"), "no bundle at all, but long enough to be one");

        assertThat(runs("audit", "verify", file.toString()).exitCode()).isEqualTo(ExitCode.FOUND);
        assertThat(runs("audit", "verify", folder.resolve("nowhere").toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
