package org.deviceonboarding.command.issuing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.topics.AclTemplate;

/**
 * A batch of bundles that are handed out together under one password.
 *
 * @param password opens each of them
 * @param keptFor how long a bundle waits at most; the batch's link ends earlier
 * @param templates by device type, those that its bundles were made with so far
 */
public record BundleBatch(UUID id, String password, Duration keptFor, Map<String, AclTemplate> templates) {
    public BundleBatch(UUID id, String password, Duration keptFor) {
        this(id, password, keptFor, new HashMap<>());
    }

    @Override
    public String toString() {
        return "BundleBatch[" + id + "]"; // the password stays out of logs
    }
}
