package org.deviceonboarding.access.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.deviceonboarding.access.start.StartRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The secret key")
class SecretKeyTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void derivesAKeyPerPurposeAsOpensslDoes() throws Exception {
        assertThat(HexFormat.of().formatHex(SecretKey.given(SECRET).derive("bundle")))
                .isEqualTo(opensslHkdf(SECRET, "bundle"));
        assertThat(SecretKey.given(SECRET).derive("bundle"))
                .hasSize(32)
                .isNotEqualTo(SecretKey.given(SECRET).derive("session"));
    }

    @Test
    void ofLessThan32CharactersStopsTheStartWithoutBeingQuoted() {
        assertThatThrownBy(() -> SecretKey.given("changeme"))
                .isInstanceOf(StartRefused.class)
                .hasMessage("SECRET_KEY is too short: it has 8 characters");
    }

    @Test
    void isMadeOnceAndKeptInAPrivateFile() throws Exception {
        Path file = directory.resolve("secret.key");
        byte[] first = SecretKey.kept(file, new SecureRandom()).derive("bundle");

        assertThat(SecretKey.kept(file, new SecureRandom()).derive("bundle")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(64);
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void isTheSameForAllWhoMakeItAtOnce() {
        Path file = directory.resolve("secret.key");
        Set<String> keys = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 16)
                .parallel()
                .forEach(i -> keys.add(HexFormat.of()
                        .formatHex(SecretKey.kept(file, new SecureRandom()).derive("bundle"))));

        assertThat(keys).hasSize(1);
    }

    @Test
    void isNotShown() {
        assertThat(SecretKey.given(SECRET).toString()).doesNotContain(SECRET);
    }

    private static String opensslHkdf(String key, String info) throws IOException, InterruptedException {
        Process openssl;
        try {
            openssl = new ProcessBuilder(
                            "openssl",
                            "kdf",
                            "-keylen",
                            "32",
                            "-kdfopt",
                            "digest:SHA256",
                            "-kdfopt",
                            "key:" + key,
                            "-kdfopt",
                            "salt:org.deviceonboarding.portal",
                            "-kdfopt",
                            "info:" + info,
                            "HKDF")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("needs openssl 3: apt-get install openssl", e);
        }
        String output = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(openssl.waitFor()).isZero();
        return output.strip().replace(":", "").toLowerCase(java.util.Locale.ROOT);
    }
}
