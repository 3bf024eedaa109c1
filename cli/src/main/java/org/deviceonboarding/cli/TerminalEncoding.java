package org.deviceonboarding.cli;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments and writes output in the right character encoding. Java reads arguments in the encoding of the locale. Many
 * terminals write UTF-8 whatever the locale says, so such arguments are read again as UTF-8.
 */
final class TerminalEncoding {
    static final String REMEDY =
            "A character on the command line was lost: this locale is not UTF-8, or the word is not."
                    + " Say LC_ALL=C.UTF-8 (or another UTF-8 of \"locale -a\") and try again";

    private static final char LOST = '\uFFFD';

    private TerminalEncoding() {}

    static String[] read(String... arguments) {
        Charset native8 = charset(System.getProperty("sun.jnu.encoding"), StandardCharsets.UTF_8);
        return native8.equals(StandardCharsets.UTF_8)
                ? arguments
                : Arrays.stream(arguments).map(word -> read(word, native8)).toArray(String[]::new);
    }

    // Whatever is UTF-8 by its bytes, and more than ASCII, is no other encoding but by a rare chance.
    static String read(String word, Charset locale) {
        byte[] bytes = word.getBytes(locale);
        if (!new String(bytes, locale).equals(word)) {
            return word;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return word;
        }
    }

    static boolean isLost(String... words) {
        return Arrays.stream(words).anyMatch(word -> word.indexOf(LOST) >= 0 || isBroken(word));
    }

    private static boolean isBroken(String word) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(word);
    }

    /** Writes to a terminal in the terminal's encoding, if that has more than ASCII. Files and programs always get UTF-8. */
    static PrintWriter writer(PrintStream stream) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        Charset charset = terminal ? charset(System.getProperty("stdout.encoding"), StandardCharsets.UTF_8) : null;
        return new PrintWriter(
                new OutputStreamWriter(
                        stream,
                        charset == null || charset.equals(StandardCharsets.US_ASCII)
                                ? StandardCharsets.UTF_8
                                : charset),
                true);
    }

    private static Charset charset(@Nullable String name, Charset otherwise) {
        try {
            return name == null ? otherwise : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return otherwise;
        }
    }
}
