package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Checks the texts of notes. */
final class NoteText {
    private static final int NEXT_LINE = 0x85;

    private NoteText() {}

    /** Lines, each with its end. */
    static boolean isText(String text) {
        return text.endsWith("\n") && text.chars().allMatch(c -> c >= ' ' || c == '\n') && isUnicode(text);
    }

    static boolean isLine(String line) {
        return !line.isEmpty() && line.chars().allMatch(c -> c >= ' ') && isUnicode(line);
    }

    static boolean isKeyName(String name) {
        return isLine(name) && name.chars().noneMatch(c -> c == '+' || isSpace(c));
    }

    /** @throws IllegalArgumentException unless encoding the bytes gives the same text again */
    static byte[] decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("This is not how Base64 is written");
        }
        return bytes;
    }

    private static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || c == NEXT_LINE;
    }
}
