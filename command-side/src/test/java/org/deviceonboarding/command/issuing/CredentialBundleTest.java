package org.deviceonboarding.command.issuing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A credential bundle")
class CredentialBundleTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");

    @TempDir
    private Path folder;

    @Test
    void opensWith7zip() throws Exception {
        seal(Optional.of("the key".getBytes(UTF_8)));

        Seven seven = run("x", "-psesame", "-o" + folder, "-y");

        assertThat(seven.exitCode()).as(seven.output()).isZero();
        assertThat(folder.resolve("device.key")).hasContent("the key");
        assertThat(folder.resolve("device.crt")).hasContent("leaf and issuer");
        assertThat(folder.resolve("ca.crt")).hasContent("root");
        assertThat(folder.resolve("mqtt.json")).content().isEqualTo("""
                        {
                          "host": "broker.example",
                          "port": 8884,
                          "client_id": "%1$s",
                          "topics": ["devices/%1$s/#"]
                        }
                        """.formatted(PUMP));
        assertThat(folder.resolve("README.txt"))
                .content()
                .contains("--key device.key", " -t devices/" + PUMP + "/hello -m hello\n\nKeep device.key");
    }

    @Test
    void listsWhatItsTypeIsGrantedAndNothingThatItIsDenied() throws Exception {
        seal(
                List.of(
                        new TopicRule(TopicAccess.DENY, "devices/" + PUMP + "/secret"),
                        new TopicRule(TopicAccess.READ, "plant/+/clock"),
                        new TopicRule(TopicAccess.WRITE, "devices/" + PUMP + "/+/data/#"),
                        new TopicRule(TopicAccess.READ, "devices/" + PUMP + "/+/data/#")),
                Optional.empty());

        assertThat(run("x", "-psesame", "-o" + folder, "-y").exitCode()).isZero();
        assertThat(folder.resolve("mqtt.json"))
                .content()
                .contains("\"topics\": [\"plant/+/clock\", \"devices/" + PUMP + "/+/data/#\"]");
        assertThat(folder.resolve("README.txt")).content().contains(" -t devices/" + PUMP + "/hello/data/hello -m");
    }

    @Test
    void givesNoExampleOfWhatTheDeviceMayNotDo() throws Exception {
        seal(List.of(new TopicRule(TopicAccess.READ, "plant/clock")), Optional.empty());

        assertThat(run("x", "-psesame", "-o" + folder, "-y").exitCode()).isZero();
        assertThat(folder.resolve("README.txt"))
                .content()
                .doesNotContain("Try it")
                .contains("\n\nKeep device.key");
    }

    @Test
    void staysShutWithAWrongPassword() throws Exception {
        seal(Optional.of("the key".getBytes(UTF_8)));

        assertThat(run("x", "-pmellon", "-o" + folder, "-y").exitCode()).isNotZero();
    }

    @Test
    void encryptsThePrivateKeyAndNothingElse() throws Exception {
        seal(Optional.of("the key".getBytes(UTF_8)));

        assertThat(run("l", "-slt").output().lines().filter(line -> line.matches("(Path|Method) = .*")))
                .filteredOn(line -> !line.contains("credentials.zip"))
                .containsExactly(
                        "Path = device.key",
                        "Method = AES-256 Deflate",
                        "Path = device.crt",
                        "Method = Deflate",
                        "Path = ca.crt",
                        "Method = Deflate",
                        "Path = mqtt.json",
                        "Method = Deflate",
                        "Path = README.txt",
                        "Method = Deflate");
    }

    @Test
    void opensWithoutAPasswordWhereTheDeviceKeptItsKey() throws Exception {
        seal(Optional.empty());

        Seven seven = run("x", "-o" + folder, "-y");

        assertThat(seven.exitCode()).as(seven.output()).isZero();
        assertThat(folder.resolve("device.key")).doesNotExist();
        assertThat(folder.resolve("device.crt")).hasContent("leaf and issuer");
        assertThat(folder.resolve("README.txt")).content().contains("never left the device");
    }

    private void seal(Optional<byte[]> key) throws IOException {
        seal(AclTemplate.DEFAULT.forDevice(PUMP), key);
    }

    private void seal(List<TopicRule> rules, Optional<byte[]> key) throws IOException {
        var bundle = new CredentialBundle(PUMP, rules, "leaf and issuer", "root", "broker.example", 8884);
        Files.write(
                folder.resolve("credentials.zip"),
                key.map(pem -> bundle.zip(pem, "sesame")).orElseGet(bundle::zip));
    }

    private Seven run(String command, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("7z", command));
        line.addAll(List.of(options));
        line.add(folder.resolve("credentials.zip").toString());
        Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("This test needs 7z: apt-get install p7zip-full", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Seven(process.exitValue(), output);
    }

    private record Seven(int exitCode, String output) {}
}
