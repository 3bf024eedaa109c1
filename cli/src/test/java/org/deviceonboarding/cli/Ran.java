package org.deviceonboarding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** What a command printed and how it ended. */
record Ran(int exitCode, String out, String err) {
    static Ran onboard(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine onboard =
                Onboard.commandLine(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = onboard.execute(arguments);
        onboard.getOut().flush();
        onboard.getErr().flush();
        return new Ran(exitCode, out.toString(), err.toString());
    }

    /** With that on the standard input. */
    static Ran given(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return onboard(arguments);
        } finally {
            System.setIn(before);
        }
    }

    Ran is(int expected) {
        assertThat(exitCode).as(out + err).isEqualTo(expected);
        return this;
    }
}
