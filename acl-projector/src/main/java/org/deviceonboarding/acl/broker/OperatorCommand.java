package org.deviceonboarding.acl.broker;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command that the operator wrote, such as one that reloads or stops a broker. What it writes to its error output
 * goes to the error output of this process.
 */
public record OperatorCommand(List<String> words) {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Pattern NEEDS_NO_SHELL = Pattern.compile("[A-Za-z0-9 _./:=@%+,-]+");

    public static OperatorCommand of(String command) {
        return new OperatorCommand(
                NEEDS_NO_SHELL.matcher(command).matches()
                        ? List.of(command.strip().split(" +"))
                        : List.of("/bin/sh", "-c", command));
    }

    /** @throws IOException if the command fails, or takes too long */
    public void run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE)) {
                throw new IOException("The command took more than " + DEADLINE.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("The command ended with " + process.exitValue());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
