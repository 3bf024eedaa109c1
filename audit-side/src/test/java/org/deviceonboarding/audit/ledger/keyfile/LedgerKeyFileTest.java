package org.deviceonboarding.audit.ledger.keyfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.ledger.SignedNote;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The ledger's key")
class LedgerKeyFileTest {
    private static final String TEXT = "portal.example/ledger\n0\nroot\n";

    @TempDir
    private Path directory;

    @Test
    void isMadeOnceForItsOwnerOnly() throws Exception {
        Path file = directory.resolve("ledger.key");
        assertThat(KeyFiles.at(file).find("log")).isEmpty();
        assertThat(file).doesNotExist();

        NoteSigner made = KeyFiles.at(file).findOrMake("log");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        NoteSigner found = KeyFiles.at(file).find("log").orElseThrow();
        assertThat(found.verifier()).isEqualTo(made.verifier());
        assertThat(new SignedNote(TEXT, List.of(found.sign(TEXT))).signers(Set.of(made.verifier())))
                .containsExactly(made.verifier());
        assertThat(KeyFiles.at(file).findOrMake("log").verifier()).isEqualTo(made.verifier());
    }

    @Test
    void isPemAsOthersReadIt() throws Exception {
        Path file = directory.resolve("ledger.key");
        KeyFiles.at(file).findOrMake("log");

        Process openssl = new ProcessBuilder("openssl", "pkey", "-in", file.toString(), "-pubout").start();
        String half = new String(openssl.getInputStream().readAllBytes(), US_ASCII);

        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(file)).endsWith(half);
        assertThat(half).startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    void stopsTheStartIfItIsDamaged() throws Exception {
        Path file = directory.resolve("ledger.key");
        KeyFiles.at(file).findOrMake("log");
        String whole = Files.readString(file);
        Path other = directory.resolve("other.key");
        KeyFiles.at(other).findOrMake("log");
        String mixed = whole.substring(0, whole.indexOf("-----BEGIN PUBLIC"))
                + Files.readString(other).substring(whole.indexOf("-----BEGIN PUBLIC"));

        for (String content : List.of(
                "", "x", whole.substring(0, 100), whole.replace("PUBLIC", "PUBLISHED"), mixed, "x".repeat(10_000))) {
            Files.writeString(file, content);
            assertThatExceptionOfType(StartRefused.class)
                    .as(content)
                    .isThrownBy(() -> KeyFiles.at(file))
                    .withMessageContaining("LEDGER_KEY_FILE");
        }
    }
}
