package org.deviceonboarding.testkit.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes keys and certificate requests as a device would. */
public final class OpenSsl {
    private OpenSsl() {}

    /** Makes a certificate request for a new key of this algorithm. The key is not kept. */
    public static String csr(String algorithm) throws IOException, InterruptedException {
        List<String> key = switch (algorithm) {
            case "rsa-2048" -> List.of("rsa:2048");
            case "rsa-3072" -> List.of("rsa:3072");
            case "rsa-1024" -> List.of("rsa:1024");
            case "ec-p256" -> List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256");
            case "ec-p384" -> List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-384");
            case "ed25519" -> List.of("ed25519");
            default -> throw new IllegalArgumentException(algorithm);
        };
        return run(Stream.of(
                        List.of(
                                "req",
                                "-new",
                                "-nodes",
                                "-keyout",
                                "/dev/null",
                                "-subj",
                                "/CN=admin/O=Elsewhere",
                                "-newkey"),
                        key)
                .flatMap(List::stream)
                .toList());
    }

    /** Returns the serial number that {@code openssl x509 -serial} prints, in lower case. */
    public static String serial(String pem) throws IOException, InterruptedException {
        Path file = Files.writeString(Files.createTempFile("serial", ".pem"), pem);
        try {
            return run(List.of("x509", "-noout", "-serial", "-in", file.toString()))
                    .strip()
                    .replace("serial=", "")
                    .toLowerCase(Locale.ROOT);
        } finally {
            Files.delete(file);
        }
    }

    /** Makes a key on P-256 and writes it to the file. */
    public static Path key(Path file) throws IOException, InterruptedException {
        run(List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file.toString()));
        return file;
    }

    /** Writes the same key with its point compressed. */
    public static Path compressed(Path key) throws IOException, InterruptedException {
        Path file = key.resolveSibling(key.getFileName() + ".compressed");
        run(List.of("ec", "-in", key.toString(), "-conv_form", "compressed", "-out", file.toString()));
        return file;
    }

    /** Makes a certificate request for the key, escaped for a JSON string. */
    public static String request(Path key) throws IOException, InterruptedException {
        return run(List.of("req", "-new", "-key", key.toString(), "-subj", "/CN=any"))
                .replace("\n", "\\n");
    }

    /** Returns the public key as PEM. */
    public static String publicKey(Path key) throws IOException, InterruptedException {
        return run(List.of("pkey", "-in", key.toString(), "-pubout"));
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        Process openssl;
        try {
            openssl = new ProcessBuilder(Stream.concat(Stream.of("openssl"), arguments.stream())
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("needs openssl: apt-get install openssl", e);
        }
        String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
        return output;
    }
}
