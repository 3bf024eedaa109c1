package org.deviceonboarding.command.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.UnicodeSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Recognises the emoji of UTS 51, with and without their variation selectors. */
final class Emoji {
    private static final String AS_PICTURE = "\uFE0F";
    private static final String AS_TEXT = "\uFE0E";

    private static final Set<String> SEQUENCES = StreamSupport.stream(
                    new UnicodeSet("[:RGI_Emoji:]").strings().spliterator(), false)
            .map(sequence -> sequence.replace(AS_PICTURE, ""))
            .collect(Collectors.toUnmodifiableSet());

    private Emoji() {}

    /** @param cluster what is seen as one character */
    static boolean is(String cluster) {
        String bare = cluster.replace(AS_PICTURE, "").replace(AS_TEXT, "");
        boolean single = bare.codePointCount(0, bare.length()) == 1;
        if (bare.isEmpty() || (single && bare.equals(cluster))) {
            return false;
        }
        boolean one = single
                && UCharacter.hasBinaryProperty(bare.codePointAt(0), UProperty.EMOJI)
                && bare.codePointAt(0) > 0x7F;
        return one || SEQUENCES.contains(bare);
    }
}
