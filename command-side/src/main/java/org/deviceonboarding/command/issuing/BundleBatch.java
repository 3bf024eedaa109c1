package org.deviceonboarding.command.issuing;

import java.time.Duration;
import java.util.UUID;

/**
 * A batch of bundles that are handed out together under one password.
 *
 * @param password opens each of them
 * @param keptFor how long a bundle waits at most; the batch's link ends earlier
 */
public record BundleBatch(UUID id, String password, Duration keptFor) {
    @Override
    public String toString() {
        return "BundleBatch[" + id + "]"; // the password stays out of logs
    }
}
