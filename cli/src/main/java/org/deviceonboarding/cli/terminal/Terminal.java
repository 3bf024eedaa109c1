package org.deviceonboarding.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads from the terminal, if there is one. */
public final class Terminal {
    private static final int LONGEST = 8192;

    private Terminal() {}

    public static boolean present() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /**
     * Asks for a secret without showing what is typed.
     *
     * @param instead how to give the secret without a terminal
     */
    public static String secret(String prompt, String instead) throws IOException {
        Console console = console().orElseThrow(() -> new IOException("There is no terminal to ask on; " + instead));
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new IOException("Nothing was entered");
        }
        String secret = new String(typed).strip();
        Arrays.fill(typed, '\0');
        return secret;
    }

    /** Reads the first line of standard input. */
    public static String standardInput() throws IOException {
        byte[] given = System.in.readNBytes(LONGEST + 1);
        if (given.length > LONGEST) {
            throw new IOException("The text on standard input is too long");
        }
        return new String(given, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    static Optional<String> answer(String question) {
        return console().map(console -> console.readLine("%s", question));
    }
}
