package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A file that is given to a command")
class InputFilesTest {
    private static final String BASE64 = "MAA=";
    private static final String CSR =
            "-----BEGIN CERTIFICATE REQUEST-----\n" + BASE64 + "\n-----END CERTIFICATE REQUEST-----\n";

    @TempDir
    private Path folder;

    private FakePortal portal;

    @BeforeEach
    void start() throws IOException {
        portal = new FakePortal().says("/register", 201, "{\"device_id\": \"any\"}");
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    /** Every option and parameter that names a file to read; FILE stands for it. */
    static Stream<List<String>> readers() {
        return Stream.of(
                List.of("register", "--name", "a", "--type", "pump", "--csr", "FILE"),
                List.of("renew", "0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a", "--csr", "FILE"),
                List.of("acl", "preview", "pump", "--file", "FILE"),
                List.of("acl", "define", "pump", "--yes", "--file", "FILE"),
                List.of("import", "FILE"),
                List.of("list", "--key-file", "FILE"),
                List.of("list", "--ca-file", "FILE"),
                List.of("audit", "verify", "FILE"),
                List.of("audit", "verify", "BUNDLE", "--checkpoint", "FILE"),
                List.of("audit", "verify", "BUNDLE", "--root", "FILE"),
                List.of("audit", "verify", "BUNDLE", "--key", "FILE"),
                List.of("audit", "verify", "BUNDLE", "--earlier", "FILE"));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void isNamedInOneSentenceWhateverIsWrongWithIt(List<String> command) throws IOException {
        Path file = folder.resolve("given.file");

        refused(command, file); // is not there
        Files.createDirectory(file);
        refused(command, file);
        Files.delete(file);
        List<byte[]> unreadable = List.of(
                new byte[] {(byte) 0xff, (byte) 0xfe, 0},
                "K\u00f6ln".getBytes(StandardCharsets.ISO_8859_1),
                new byte[2 << 20]);
        List<byte[]> nonsense = List.of(new byte[0], new byte[] {0}, marked("non sense", StandardCharsets.UTF_16LE));
        List<byte[]> contents = new ArrayList<>();
        if (command.getFirst().equals("import")) {
            contents.add(unreadable.getFirst()); // what else is in it, the portal says
        } else {
            contents.addAll(unreadable);
            if (!command.contains("--checkpoint")) { // a finding of the verification
                contents.addAll(nonsense);
            }
        }
        for (byte[] content : contents) {
            Files.write(file, content);
            refused(command, file);
        }
    }

    private void refused(List<String> command, Path file) throws IOException {
        Ran ran = Ran.onboard(arguments(command, file));

        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isIn(ExitCode.USAGE, ExitCode.FOUND);
        assertThat(ran.err()
                        .lines()
                        .filter(line -> line.startsWith("onboard: "))
                        .toList())
                .as(ran.err())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains("given.file", " ")
                        .doesNotMatch("onboard: \\S+")
                        .doesNotContain("Exception", "Input length", "Malformed", "null"));
        assertThat(portal.asked).isEmpty();
    }

    private String[] arguments(List<String> command, Path file) throws IOException {
        List<String> all = new ArrayList<>();
        for (String argument : command) {
            all.add(argument.replace("FILE", file.toString()).replace("BUNDLE", bundle().toString()));
        }
        if (!command.getFirst().equals("audit")) {
            all.addAll(List.of("--url", portal.url()));
            if (!command.contains("--key-file")) {
                all.addAll(List.of(
                        "--key-file",
                        key("some.key".getBytes(StandardCharsets.UTF_8)).toString()));
            }
        }
        return all.toArray(String[]::new);
    }

    private Path bundle() throws IOException {
        Path made = folder.resolve("good.bundle");
        Files.writeString(made, "{}\n");
        return made;
    }

    private Path key(byte[] content) throws IOException {
        return Files.write(folder.resolve("operator.key"), content);
    }

    /** @param text in that encoding, behind its byte-order mark */
    private static byte[] marked(String text, Charset charset) {
        return ("\ufeff" + text).getBytes(charset);
    }

    enum Form {
        PEM,
        DER,
        UTF_8_WITH_MARK,
        UTF_16LE,
        UTF_16BE,
        CRLF,
        LATIN_1_AROUND;

        private byte[] csr() {
            return switch (this) {
                case PEM -> CSR.getBytes(StandardCharsets.US_ASCII);
                case DER -> Base64.getDecoder().decode(BASE64);
                case UTF_8_WITH_MARK -> marked(CSR, StandardCharsets.UTF_8);
                case UTF_16LE -> marked(CSR, StandardCharsets.UTF_16LE);
                case UTF_16BE -> marked(CSR, StandardCharsets.UTF_16BE);
                case CRLF -> CSR.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
                case LATIN_1_AROUND -> ("Subject: K\u00f6ln\n" + CSR).getBytes(StandardCharsets.ISO_8859_1);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsARequestInEveryFormThatToolsWrite(Form form) throws IOException {
        Path csr = Files.write(folder.resolve("device.csr"), form.csr());

        Ran.onboard(arguments(List.of("register", "--name", "a", "--type", "pump", "--csr", "FILE"), csr))
                .is(ExitCode.OK);

        assertThat(JsonMapper.shared()
                        .readTree(portal.bodies.getFirst())
                        .path("csr")
                        .asString()
                        .replace("\r", ""))
                .endsWith(CSR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void mayBeAKeyThatAWindowsShellWrote(Charset charset) throws IOException {
        portal.says("/devices", 200, "{\"items\": []}");
        Path key = key(marked("some.key\r\n", charset));

        Ran.onboard("list", "--url", portal.url(), "--key-file", key.toString()).is(ExitCode.OK);

        assertThat(portal.keys).containsOnly("Bearer some.key");
    }

    @Test
    void mayBeATemplateThatAWindowsEditorWrote() throws IOException {
        portal.says("/acl-templates/pump/preview", 200, "{}");
        Path rules = Files.write(
                folder.resolve("rules.json"),
                marked("{\"rules\": [{\"access\": \"read\", \"topic\": \"K\u00f6ln\"}]}", StandardCharsets.UTF_16LE));

        Ran.onboard(arguments(List.of("acl", "preview", "pump", "--file", "FILE"), rules))
                .is(ExitCode.OK);

        assertThat(portal.bodies.getFirst()).contains("\"topic\":\"K\u00f6ln\"");
    }
}
