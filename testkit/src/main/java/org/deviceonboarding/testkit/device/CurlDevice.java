package org.deviceonboarding.testkit.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A device with openssl and curl, and a folder for its files. */
public record CurlDevice(Path folder, String id) {
    private static final String JSON = "Content-Type: application/json";

    /** What curl got; status 0 if TLS did not let it in. */
    public record Got(int status, String text) {
        public String field(String name) {
            return JsonMapper.shared().readTree(text).path(name).asString();
        }
    }

    /** Makes a key and a CSR for it, as {@code name.key}. */
    public String csr(String name) throws IOException, InterruptedException {
        return run(List.of(
                "openssl",
                "req",
                "-new",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-subj",
                "/CN=" + id,
                "-keyout",
                file(name + ".key")));
    }

    public void keep(String name, String certificate) throws IOException {
        Files.writeString(folder.resolve(name + ".crt"), certificate);
    }

    /** A certificate of its own making. */
    public void sign(String name) throws IOException, InterruptedException {
        keep(
                name,
                run(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-nodes",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-subj",
                        "/CN=" + id,
                        "-keyout",
                        file(name + ".key"))));
    }

    public Got renew(int port, String whom, String identity, String csr) throws IOException, InterruptedException {
        Path body = Files.writeString(folder.resolve("body.json"), "{\"csr\": \"" + csr.replace("\n", "\\n") + "\"}");
        return call(port, "/renew/" + whom, identity, "-H", JSON, "--data-binary", "@" + body);
    }

    /** @param identity the name of its key and certificate; empty for none */
    public Got call(int port, String path, String identity, String... more) throws IOException, InterruptedException {
        List<String> curl =
                new ArrayList<>(List.of("curl", "-s", "-m", "30", "-w", "\n%{http_code}", "--cacert", file("ca.crt")));
        if (!identity.isEmpty()) {
            curl.addAll(List.of("--cert", file(identity + ".crt"), "--key", file(identity + ".key")));
        }
        curl.addAll(List.of(more));
        curl.add("https://localhost:" + port + path);
        String output = run(curl);
        int last = output.lastIndexOf('\n');
        return new Got(Integer.parseInt(output.substring(last + 1).strip()), output.substring(0, last));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("needs openssl and curl: apt-get install openssl curl", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
