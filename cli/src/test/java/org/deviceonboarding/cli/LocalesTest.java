package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As processes of their own: an encoding is settled when Java starts. */
@DisplayName("A word on the command line")
class LocalesTest {
    private static final String NAME = "Köln 泵 🔥";
    private static final String ANSWER = "{\"device_id\":\"x\",\"warnings\":[{\"detail\":\"Köln\"}],"
            + "\"credentials_link\":\"y\",\"certificate_serial\":\"Süd\"}";

    @TempDir
    private Path folder;

    private FakePortal portal;

    @BeforeEach
    void start() throws IOException {
        portal = new FakePortal().says("/register", 201, ANSWER);
        Files.copy(Path.of("onboard"), folder.resolve("onboard"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Onboard.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(folder.resolve("onboard.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL,C", "LC_ALL,POSIX", "LANG,", "LC_ALL,C.UTF-8", "LC_CTYPE,en_US.ISO-8859-1", "LC_ALL,nonsense"})
    void arrivesWholeByTheScript(String variable, @Nullable String locale) throws Exception {
        Ran ran = register(List.of("bash", folder.resolve("onboard").toString()), variable, locale, NAME);

        assertThat(ran.is(ExitCode.OK).out()).contains("Süd");
        assertThat(ran.err()).contains("onboard: Köln");
        assertThat(portal.bodies).singleElement().asString().contains("\"name\":\"" + NAME + "\"");
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL,C.UTF-8", "LC_ALL,C", "LC_ALL,POSIX", "LANG,", "LC_ALL,nonsense"})
    void arrivesWholeOrNotAtAllWithoutTheScript(String variable, @Nullable String locale) throws Exception {
        Ran ran = register(List.of(java(), "-jar", folder.resolve("onboard.jar").toString()), variable, locale, NAME);

        if (ran.exitCode() == ExitCode.OK) {
            assertThat(portal.bodies).singleElement().asString().contains("\"name\":\"" + NAME + "\"");
            assertThat(ran.out()).contains("Süd");
        } else {
            assertThat(String.valueOf(locale)).isNotEqualTo("C.UTF-8");
            assertThat(ran.is(ExitCode.USAGE).err().lines())
                    .containsExactly(
                            "onboard: A character on the command line was lost: this locale is not UTF-8,"
                                    + " or the word is not. Say LC_ALL=C.UTF-8 (or another UTF-8 of \"locale -a\") and try again");
            assertThat(portal.asked).isEmpty();
        }
    }

    @Test
    void isNotSentIfItIsNoUtf8() throws Exception {
        Path script = Files.writeString(
                folder.resolve("latin.sh"),
                "exec bash '%s' register --name $'K\\xf6ln' --type pump --url %s --key-file '%s'\n"
                        .formatted(folder.resolve("onboard"), portal.url(), key()));

        Ran ran = run(List.of("bash", script.toString()), "LC_ALL", "C.UTF-8");

        assertThat(ran.is(ExitCode.USAGE).err()).contains("A character on the command line was lost");
        assertThat(portal.asked).isEmpty();
    }

    @Test
    void isNotSentFromAFileEitherIfCharactersWereLostThere() throws Exception {
        Path words = Files.write(folder.resolve("words"), "K\u00f6ln".getBytes(StandardCharsets.ISO_8859_1));

        Ran ran = Ran.onboard(
                "register", "--type", "pump", "--url", portal.url(), "--key-file", key(), "--name", "@" + words);

        assertThat(ran.is(ExitCode.USAGE).err()).contains("Nothing was sent");
        assertThat(portal.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"K\u00c3\u00b6ln", "K\u00f6ln", "plain"})
    void isReadByItsBytesWhereTheLocaleHasAnotherEncoding(String seenByJava) {
        assertThat(TerminalEncoding.read(seenByJava, StandardCharsets.ISO_8859_1))
                .isEqualTo(seenByJava.equals("plain") ? "plain" : "K\u00f6ln");
    }

    @Test
    void isLostIfOneOfItsCharactersIs() {
        assertThat(Stream.of("K\uFFFDln", "\uD83D", "a\uDD25").allMatch(word -> TerminalEncoding.isLost("fine", word)))
                .isTrue();
        assertThat(TerminalEncoding.isLost("fine", NAME)).isFalse();
    }

    private Ran register(List<String> command, String variable, @Nullable String locale, String name) throws Exception {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("register", "--name", name, "--type", "pump", "--url", portal.url(), "--key-file", key()));
        // The words are bytes, whatever the encoding of this JVM is.
        String words = line.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path script = Files.writeString(folder.resolve("run.sh"), "exec " + words + "\n");
        return run(List.of("bash", script.toString()), variable, locale);
    }

    private Ran run(List<String> command, String variable, @Nullable String locale) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (locale != null) {
            builder.environment().put(variable, locale);
        }
        Process process = builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String warnings = "(?m)^(bash: warning|.*warning: setlocale).*\\R";
        return new Ran(
                process.exitValue(),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")).replaceAll(warnings, ""));
    }

    private String key() throws IOException {
        return Files.writeString(folder.resolve("operator.key"), "some.key").toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
