package org.deviceonboarding.portal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code portal/run}, with a Java that prints its arguments. */
class RunScriptTest {
    private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Path jar;
    private Path cache;

    @BeforeEach
    void unpackAPortal() throws IOException {
        Path app = Files.createDirectories(directory.resolve("app"));
        jar = Files.createFile(app.resolve("portal.jar"));
        cache = Files.createFile(
                app.resolve("portal.aot"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        touch(jar, BUILT);
        touch(cache, BUILT.plusSeconds(20));
        Files.copy(Path.of("run"), directory.resolve("run"));
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        executable(java);
        executable(directory.resolve("run"));
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    @Test
    void startsThePortalWithTheCache() throws Exception {
        assertThat(run()).contains("-XX:AOTCache=" + cache).endsWith("-jar", jar.toString());
    }

    @Test
    void ignoresACacheThatIsOlderThanTheJar() throws Exception {
        touch(cache, BUILT.minusSeconds(1));

        assertThat(run())
                .noneMatch(option -> option.startsWith("-XX:AOTCache="))
                .contains(jar.toString());
    }

    @Test
    void ignoresACacheThatOthersMayWrite() throws Exception {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThat(run())
                .noneMatch(option -> option.startsWith("-XX:AOTCache="))
                .contains(jar.toString());
    }

    @Test
    void startsThePortalWithoutACache() throws Exception {
        Files.delete(cache);

        assertThat(run())
                .noneMatch(option -> option.startsWith("-XX:AOTCache="))
                .contains(jar.toString());
    }

    @Test
    void putsTheUsersOptionsLastSoThatTheyWin() throws Exception {
        assertThat(run("--server.port=0")).endsWith("-Xmx1g", "-Xms1g", "-jar", jar.toString(), "--server.port=0");
    }

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(directory.resolve("run").toString()).redirectErrorStream(true);
        script.command().addAll(List.of(arguments));
        script.environment()
                .putAll(Map.of(
                        "JAVA_HOME", directory.resolve("jdk").toString(), "PORTAL_JAVA_OPTIONS", "-Xmx1g -Xms1g"));
        Process process = script.start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private static void touch(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
