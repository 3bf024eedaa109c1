package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.testkit.process.TestTool;

/** {@code deploy/backup} with these settings. */
record BackupScript(Path folder, Map<String, String> settings) {
    private static final Path SCRIPT = Path.of("..", "deploy", "backup").toAbsolutePath();

    /** With a key pair of its own for each of the two recipients; the settings have the public halves. */
    static BackupScript in(Path folder) throws Exception {
        return new BackupScript(
                Files.createDirectories(folder),
                Map.of(
                        "BACKUP_TO",
                        folder.resolve("backups").toString(),
                        "BACKUP_DATABASE_RECIPIENT",
                        recipient(folder, "database"),
                        "BACKUP_KEYS_RECIPIENT",
                        recipient(folder, "keys")));
    }

    private static String recipient(Path folder, String name) throws Exception {
        Path identity = folder.resolve(name + ".identity");
        TestTool.succeed(folder, List.of("age-keygen", "-o", identity.toString()));
        return Files.readAllLines(identity).stream()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring("# public key: ".length()))
                .findFirst()
                .orElseThrow();
    }

    BackupScript with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new BackupScript(folder, all);
    }

    /** With the identity of a recipient. */
    BackupScript opening(String recipient) {
        return with(Map.of(
                "BACKUP_" + recipient + "_IDENTITY",
                folder.resolve(recipient.toLowerCase(Locale.ROOT) + ".identity").toString()));
    }

    /** Returns what it printed. */
    String succeeds(String... arguments) throws Exception {
        TestTool.Result result = run(arguments);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }

    String fails(String... arguments) throws Exception {
        TestTool.Result result = run(arguments);
        assertThat(result.exit()).as(result.output()).isEqualTo(1);
        return result.output().strip();
    }

    private TestTool.Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "backup", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(settings);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        String printed = Files.readString(output);
        assertThat(printed).doesNotContain(InstalledPostgres.PASSWORD);
        return new TestTool.Result(process.exitValue(), printed);
    }
}
