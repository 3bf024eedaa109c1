package org.deviceonboarding.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A bundle of credentials")
class BundleUnpackerTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path folder;

    private Path zip;
    private Path into;

    @BeforeEach
    void choosePlaces() {
        zip = folder.resolve("bundle.zip");
        into = folder.resolve("device");
    }

    private void write(Map<String, byte[]> files, boolean encrypted) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream to = new ZipOutputStream(out, PASSWORD.toCharArray())) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipParameters entry = new ZipParameters();
                entry.setFileNameInZip(file.getKey());
                entry.setEncryptFiles(encrypted && file.getKey().endsWith(".key"));
                entry.setEncryptionMethod(EncryptionMethod.AES);
                entry.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
                to.putNextEntry(entry);
                to.write(file.getValue());
                to.closeEntry();
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isUnpackedForItsOwnerAlone() throws IOException {
        write(Map.of("device.key", text("secret")), true);

        assertThat(BundleUnpacker.into(into, zip, PASSWORD.toCharArray())).containsExactly("device.key");

        assertThat(into.resolve("device.key")).hasContent("secret");
        assertThat(Files.getPosixFilePermissions(into.resolve("device.key"))).hasSize(2);
        assertThat(Files.getPosixFilePermissions(into)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/evil",
                "a/b",
                "a\\b",
                "..",
                ".",
                ".profile",
                "C:evil",
                "evil\u0000.txt",
                "line\nbreak"
            })
    void staysWithinItsFolder(String name) throws IOException {
        write(Map.of(name, text("evil")), true);

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**evil*");
        assertThat(into).doesNotExist();
    }

    @Test
    void doesNotFillTheDisk() throws IOException {
        write(Map.of("device.key", new byte[64 << 20]), true);

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .hasMessageContaining("more than");
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void hasFewFiles() throws IOException {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("file-" + i, text("x"));
        }
        write(many, true);

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .hasMessageContaining("1000");
    }

    @Test
    void isOpenedWithItsPasswordOnly() throws IOException {
        write(Map.of("device.key", text("secret")), true);

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, "wrong".toCharArray()))
                .hasMessageContaining("password is wrong");
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void isUnpackedWhereOnlyItsKeyIsEncrypted() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("device.key", text("secret"));
        files.put("device.crt", text("public"));
        write(files, true);

        assertThat(BundleUnpacker.into(into, zip, PASSWORD.toCharArray())).containsExactly("device.key", "device.crt");

        assertThat(into.resolve("device.key")).hasContent("secret");
        assertThat(into.resolve("device.crt")).hasContent("public");
    }

    @Test
    void isUnpackedWithoutAPasswordWhereItHasNoKey() throws IOException {
        write(Map.of("device.crt", text("public")), false);

        assertThat(BundleUnpacker.into(into, zip, new char[0])).containsExactly("device.crt");
        assertThat(into.resolve("device.crt")).hasContent("public");
    }

    @Test
    void isNotTakenUnlessItsKeyIsEncrypted() throws IOException {
        write(Map.of("device.key", text("secret")), false);

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .hasMessageContaining("not encrypted");
    }

    @Test
    void replacesNothing() throws IOException {
        write(Map.of("device.key", text("new")), true);
        Files.createDirectory(into);
        Files.writeString(into.resolve("device.key"), "precious");

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .isInstanceOf(IOException.class);
        assertThat(into.resolve("device.key")).hasContent("precious");
    }

    @Test
    void isAZip() throws IOException {
        Files.writeString(zip, "<html>Not a ZIP</html>");

        assertThatThrownBy(() -> BundleUnpacker.into(into, zip, PASSWORD.toCharArray()))
                .hasMessageContaining("cannot be unpacked");
    }

    @Test
    void isFoundBehindALinkOfOurKind() {
        String token = "a".repeat(43);

        assertThat(CredentialsLink.parse("https://portal.example/x/credentials/" + token))
                .extracting(link -> link.server().orElseThrow().toString(), CredentialsLink::path)
                .containsExactly("https://portal.example/x", "/credentials/" + token);
        assertThat(CredentialsLink.parse(token).server()).isEmpty();
        assertThat(CredentialsLink.parse("https://portal.example/credentials/batch/" + token)
                        .path())
                .isEqualTo("/credentials/batch/" + token);
        for (String bad : new String[] {
            "https://portal.example/credentials/short",
            "https://user@portal.example/credentials/" + token,
            "https://portal.example/credentials/" + token + "?x=y",
            "https://portal.example/credentials/../device/" + token
        }) {
            assertThatThrownBy(() -> CredentialsLink.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
