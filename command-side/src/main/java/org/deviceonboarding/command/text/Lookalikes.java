package org.deviceonboarding.command.text;

import com.ibm.icu.text.SpoofChecker;

/** Computes the skeleton of a name (UTS 39, section 4): names that people confuse have the same one. */
public final class Lookalikes {
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();

    private Lookalikes() {}

    public static String skeleton(String name) {
        return CHECKER.getSkeleton(name);
    }
}
