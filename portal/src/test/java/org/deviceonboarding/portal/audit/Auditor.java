package org.deviceonboarding.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.Onboard;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a terminal, with {@code onboard} and a key. */
record Auditor(int port, Path keyFile) {
    /** What a command printed. */
    record Output(int exitCode, String out, String err) {
        Output is(int expected) {
            assertThat(exitCode).as(out + err).isEqualTo(expected);
            return this;
        }

        List<Named> findings() {
            List<Named> findings = new ArrayList<>();
            JsonMapper.shared()
                    .readTree(out)
                    .path("findings")
                    .forEach(finding -> findings.add(new Named(
                            finding.path("place").asString(),
                            finding.path("fault").asString(),
                            finding.path("what").asString())));
            return findings;
        }
    }

    /** Something wrong, and its place as the auditor reads it. */
    record Named(String place, String fault, String what) {
        /** Whether the place that is named has that position in it. */
        boolean covers(long position) {
            String[] words = place.split(" ", -1);
            return switch (words[0]) {
                case "position" -> Long.parseLong(words[1]) == position;
                case "after" -> Long.parseLong(words[2]) < position;
                case "between" -> Long.parseLong(words[2]) < position && position <= Long.parseLong(words[4]);
                default -> false;
            };
        }
    }

    Output asks(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + port, "--key-file", keyFile.toString()));
        return runs(all.toArray(String[]::new));
    }

    static Output runs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine onboard = Onboard.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = onboard.execute(arguments);
        onboard.getOut().flush();
        onboard.getErr().flush();
        return new Output(exitCode, out.toString(), err.toString());
    }
}
