package org.deviceonboarding.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.verify.check.KeptCheckpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A file that an auditor kept")
class KeptFilesTest {
    private static final String NOTE =
            "portal.example/ledger\n7\naGFzaA==\n\n\u2014 portal.example/ledger c2lnbmF0dXJl\n";
    private static final String KEY = "portal.example/ledger+f30439dc+AfpA3/KT08ungNiWVI69qLtKPdnqnE7kPkHxFItU1OMR";

    @TempDir
    private Path folder;

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("kept"), text.getBytes(charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as it was", "mark", "windows", "mail", "cut", "long"})
    void isTheNoteThatWasSignedWhateverMailAndEditorsDidToItsLines(String way) throws Exception {
        String text = switch (way) {
            case "mark" -> "\uFEFF" + NOTE;
            case "windows" -> "\uFEFF" + NOTE.replace("\n", "\r\n");
            case "mail" -> NOTE.replace("\n", "\r\n") + "\r\n";
            case "cut" -> NOTE.stripTrailing();
            case "long" -> NOTE + "\n\n";
            default -> NOTE;
        };

        Path file = file(text, UTF_8);

        assertThat(KeptFiles.checkpoints(List.of(file))).containsExactly(new KeptCheckpoint(file.toString(), NOTE));
    }

    @Test
    void isAListOfThemWithAMarkToo() throws Exception {
        Path file = file(
                "\uFEFF{\"size\":7,\"root\":\"\",\"position\":9,\"signed_at\":\"2026-11-01T00:00:00Z\",\"note\":\"a\\nb\"}\r\n",
                UTF_8);

        assertThat(KeptFiles.checkpoints(List.of(file)))
                .extracting(KeptCheckpoint::note)
                .containsExactly("a\nb");
    }

    @Test
    void isAKeyWithAMarkToo() throws IOException {
        assertThat(KeptFiles.verifierKey(file("\uFEFF" + KEY + "\r\n", UTF_8).toString()))
                .isEqualTo(VerifierKey.parse(KEY));
    }

    @Test
    void isReadAsUtf16IfItSaysSo() throws Exception {
        Path file = file("\uFEFF" + NOTE, UTF_16LE);

        assertThat(KeptFiles.checkpoints(List.of(file))).containsExactly(new KeptCheckpoint(file.toString(), NOTE));
    }

    @Test
    void isNamedIfItIsNoTextThatWeKnow() throws IOException {
        Path file = file(NOTE, Charset.forName("windows-1252"));

        assertThatThrownBy(() -> KeptFiles.checkpoints(List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "UTF-8");
    }
}
