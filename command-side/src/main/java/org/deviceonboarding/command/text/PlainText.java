package org.deviceonboarding.command.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.util.ULocale;
import java.util.Optional;

/**
 * Checks text for characters that are invisible, change the direction of the text around them, or replace a character
 * that was lost. The lists are Unicode's (UTS 39, UTS 51). Emoji have their joiners, and words have them where they
 * show.
 */
public final class PlainText {
    private static final int LOST = 0xFFFD;
    private static final int OBJECT = 0xFFFC;
    private static final int BRAILLE_BLANK = 0x2800;

    private static final SpoofChecker MARKS =
            new SpoofChecker.Builder().setChecks(SpoofChecker.INVISIBLE).build();

    private PlainText() {}

    /** What is wrong with it, for people. */
    public static Optional<String> fault(String text) {
        if (text.chars().allMatch(unit -> unit < 0x80)) {
            return Optional.empty(); // the patterns know ASCII
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        clusters.setText(text);
        int from = clusters.first();
        for (int to = clusters.next(); to != BreakIterator.DONE; to = clusters.next()) {
            if (!Emoji.is(text.substring(from, to))) {
                Optional<String> fault = fault(text, from, to);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            from = to;
        }
        return MARKS.failsChecks(text) ? Optional.of("has the same accent twice on one letter") : Optional.empty();
    }

    private static Optional<String> fault(String text, int from, int to) {
        for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
            int sign = text.codePointAt(at);
            if (sign == LOST) {
                return Optional.of("has U+FFFD, which stands for a character that was lost on the way");
            }
            if (Character.getType(sign) == Character.SURROGATE) {
                return Optional.of("has half a character");
            }
            if (UCharacter.hasBinaryProperty(sign, UProperty.BIDI_CONTROL)) {
                return Optional.of(named("has %s, which turns the direction of text", sign));
            }
            if (isHidden(sign) && !Joiners.isSeen(text, at)) {
                return Optional.of(named("has %s, which cannot be seen", sign));
            }
            if (UCharacter.hasIdentifierType(sign, UCharacter.IdentifierType.DEPRECATED)) {
                return Optional.of(named("has %s, which Unicode advises against", sign));
            }
        }
        return Optional.empty();
    }

    private static boolean isHidden(int sign) {
        return sign == OBJECT
                || sign == BRAILLE_BLANK
                || UCharacter.hasBinaryProperty(sign, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasIdentifierType(sign, UCharacter.IdentifierType.DEFAULT_IGNORABLE);
    }

    private static String named(String fault, int sign) {
        return fault.formatted("U+%04X".formatted(sign));
    }
}
