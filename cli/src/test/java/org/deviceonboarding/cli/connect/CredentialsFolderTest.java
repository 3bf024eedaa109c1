package org.deviceonboarding.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder of credentials")
class CredentialsFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void describeTheBroker() throws IOException {
        Files.writeString(
                folder.resolve("mqtt.json"),
                "{\"host\":\"localhost\",\"port\":8883,\"client_id\":\"d-1\",\"topics\":[\"devices/d-1/#\"]}");
    }

    private void issue(String... key) throws Exception {
        List<String> line = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-subj", "/CN=d-1"));
        line.addAll(List.of("-keyout", "device.key", "-out", "device.crt", "-newkey"));
        line.addAll(List.of(key));
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("This test needs openssl: apt-get install openssl", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        Files.copy(folder.resolve("device.crt"), folder.resolve("ca.crt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256", "ed25519"})
    void holdsKeysOfEveryKindThatWeIssue(String algorithm) throws Exception {
        issue(algorithm.split(" ", -1));

        CredentialsFolder read = CredentialsFolder.read(folder, null);

        assertThat(read.clientId()).isEqualTo("d-1");
        assertThat(read.topics()).containsExactly("devices/d-1/#");
    }

    @Test
    void saysWhatItLacks() throws Exception {
        issue("ed25519");
        Files.delete(folder.resolve("device.key"));

        assertThatThrownBy(() -> CredentialsFolder.read(folder, null)).hasMessageContaining("--key");
    }

    @Test
    void saysHowToConvertAKeyOfAnotherForm() throws Exception {
        issue("rsa:2048");
        Files.writeString(
                folder.resolve("device.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> CredentialsFolder.read(folder, null)).hasMessageContaining("openssl pkcs8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate_revoked", "certificate_expired", "unknown_ca", "bad_certificate"})
    void hasAWordForEveryWayToBeTurnedAway(String alert) {
        assertThat(ReasonText.ofTls(new IOException(new SSLException("Received fatal alert: " + alert))))
                .hasValueSatisfying(words -> assertThat(words).contains("refused"));
    }
}
