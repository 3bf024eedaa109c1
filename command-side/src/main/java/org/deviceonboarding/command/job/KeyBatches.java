package org.deviceonboarding.command.job;

import org.jspecify.annotations.Nullable;

/** How many keys are made for one transaction: the slower, the fewer, so that a batch takes a second or so. */
public final class KeyBatches {
    private static final int SLOW = 10;
    private static final int QUICK = 50;

    private KeyBatches() {}

    /** @param algorithm null for the default, which is RSA */
    public static int sizeFor(@Nullable String algorithm) {
        return algorithm == null || algorithm.startsWith("rsa") ? SLOW : QUICK;
    }
}
