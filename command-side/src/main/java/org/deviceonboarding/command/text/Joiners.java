package org.deviceonboarding.command.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Set;

/**
 * Tells where joiners are visible: as RFC 5892, appendix A.1 and A.2 (CONTEXTJ) has it, and where Unicode's chapters
 * on Bengali and on Arabic have them besides.
 */
final class Joiners {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int VIRAMA = 9; // the combining class

    private static final Set<Integer> TO_THE_LEFT =
            Set.of(UCharacter.JoiningType.LEFT_JOINING, UCharacter.JoiningType.DUAL_JOINING);
    private static final Set<Integer> TO_THE_RIGHT = Set.of(
            UCharacter.JoiningType.RIGHT_JOINING,
            UCharacter.JoiningType.DUAL_JOINING,
            UCharacter.JoiningType.JOIN_CAUSING);

    private Joiners() {}

    /** Whether a joiner stands there, and changes what is seen. */
    static boolean isSeen(String text, int at) {
        int sign = text.codePointAt(at);
        if (at == 0 || (sign != NON_JOINER && sign != JOINER)) {
            return false;
        }
        if (UCharacter.getCombiningClass(text.codePointBefore(at)) == VIRAMA) {
            return true;
        }
        boolean joinsBefore = TO_THE_LEFT.contains(joining(text, at, -1));
        boolean joinsAfter = TO_THE_RIGHT.contains(joining(text, at + 1, 1));
        return sign == NON_JOINER
                ? joinsBefore && joinsAfter
                : (joinsBefore && !joinsAfter) || isBeforeVirama(text, at);
    }

    // Bengali: ra, joiner, virama, ya is seen otherwise than ra, virama, ya.
    private static boolean isBeforeVirama(String text, int at) {
        return at + 1 < text.length()
                && UCharacter.getCombiningClass(text.codePointAt(at + 1)) == VIRAMA
                && UCharacter.isLetter(text.codePointBefore(at));
    }

    /** How the nearest character that way joins, marks aside. */
    private static int joining(String text, int from, int step) {
        int at = from;
        while (step > 0 ? at < text.length() : at > 0) {
            int sign = step > 0 ? text.codePointAt(at) : text.codePointBefore(at);
            int joins = UCharacter.getIntPropertyValue(sign, UProperty.JOINING_TYPE);
            if (joins != UCharacter.JoiningType.TRANSPARENT) {
                return joins;
            }
            at += step * Character.charCount(sign);
        }
        return UCharacter.JoiningType.NON_JOINING;
    }
}
