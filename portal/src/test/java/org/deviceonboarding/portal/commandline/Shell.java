package org.deviceonboarding.portal.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.Onboard;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a terminal, with {@code onboard} and a key for a portal. */
public record Shell(String url, Path keyFile) {
    /** What a command printed and how it ended. */
    public record Output(int exitCode, String out, String err) {
        public Output is(int expected) {
            assertThat(exitCode).as(out + err).isEqualTo(expected);
            return this;
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        public List<JsonNode> lines() {
            return out.lines().map(JsonMapper.shared()::readTree).toList();
        }
    }

    /** Asks the portal. */
    public Output onboard(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url, "--key-file", keyFile.toString()));
        return local(all.toArray(String[]::new));
    }

    /** Asks nobody, or somebody else. */
    public static Output local(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine onboard =
                Onboard.commandLine(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = onboard.execute(arguments);
        onboard.getOut().flush();
        onboard.getErr().flush();
        return new Output(exitCode, out.toString(), err.toString());
    }
}
