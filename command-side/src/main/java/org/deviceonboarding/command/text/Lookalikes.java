package org.deviceonboarding.command.text;

import com.ibm.icu.text.SpoofChecker;

/** Names that people take for each other have one skeleton (UTS 39, section 4). */
public final class Lookalikes {
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();

    private Lookalikes() {}

    public static String skeleton(String name) {
        return CHECKER.getSkeleton(name);
    }
}
