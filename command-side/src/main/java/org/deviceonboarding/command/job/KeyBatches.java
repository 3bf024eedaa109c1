package org.deviceonboarding.command.job;

import org.jspecify.annotations.Nullable;

/**
 * Decides how many keys are made for one transaction: the slower the algorithm, the fewer, so that a batch takes about
 * a second.
 */
public final class KeyBatches {
    private static final int SLOW = 10;
    private static final int QUICK = 50;

    private KeyBatches() {}

    /** @param algorithm null for the default, which is RSA */
    public static int sizeFor(@Nullable String algorithm) {
        return algorithm == null || algorithm.startsWith("rsa") ? SLOW : QUICK;
    }
}
