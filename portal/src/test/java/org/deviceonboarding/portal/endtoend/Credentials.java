package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A device's unpacked credentials, and what they get it at the broker. */
record Credentials(String deviceId, Path folder, int brokerPort) {
    /** What a client printed and how it ended. */
    record Outcome(int exitCode, String output) {}

    /** Fetches a bundle behind its link and opens it with 7z, as its README says. */
    static Credentials fetch(PortalApi.Answer registered, Path folder, Installation installation) throws Exception {
        PortalApi.Answer zip = new PortalApi("", "").post(registered.text("credentials_link"));
        assertThat(zip.status()).as("%s", zip).isEqualTo(200);
        Files.createDirectories(folder);
        Files.write(folder.resolve("credentials.zip"), zip.body());
        Outcome unpacked =
                run(folder, "7z", "x", "-y", "-p" + registered.text("credentials_password"), "credentials.zip");
        assertThat(unpacked.exitCode()).as(unpacked.output()).isZero();
        return new Credentials(registered.text("device_id"), folder, installation.brokerPort());
    }

    /** The same, for the broker of another installation. */
    Credentials at(Installation other) {
        return new Credentials(deviceId, folder, other.brokerPort());
    }

    /** Connects and stays. */
    Session connect() throws Exception {
        return Session.open(this, brokerPort);
    }

    /** Publishes with QoS 1 and tells the broker's answer. */
    Outcome publish(String topic) throws Exception {
        return run(folder, client("mosquitto_pub", "-q", "1", "-t", topic, "-m", "hello", "-d"));
    }

    /** The broker let it in and took the message: PUBACK without an error (MQTT 5 section 3.4.2.1). */
    boolean mayPublish(String topic) throws Exception {
        String output = publish(topic).output();
        return output.contains("RC:0)") || output.contains("RC:16)");
    }

    /** Whether the broker answers its CONNECT; what a client that is cut off says depends on who is quicker. */
    boolean isLetIn() throws Exception {
        return publish("devices/" + deviceId + "/hello").output().contains("received CONNACK");
    }

    private String[] client(String program, String... more) {
        List<String> line = new ArrayList<>(List.of(
                program, "-h", "localhost", "-p", Integer.toString(brokerPort), "-V", "mqttv5", "-i", deviceId));
        line.addAll(List.of("--cafile", "ca.crt", "--cert", "device.crt", "--key", "device.key"));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private static Outcome run(Path folder, String... line) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "This test needs " + line[0] + ": apt-get install p7zip-full mosquitto-clients", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
