package org.deviceonboarding.acl.cleanup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pace at which sessions with expired certificates end. A fleet that was enrolled on one day reconnects on one day, each
 * device with a handshake.
 *
 * @param expiredPerSecond the largest number of devices in a second
 */
@ConfigurationProperties("portal.broker-cleanup")
public record CleanupProperties(@DefaultValue("20") int expiredPerSecond) {
    private static final int MOST = 100;

    public CleanupProperties {
        if (expiredPerSecond < 1 || expiredPerSecond > MOST) {
            throw new IllegalArgumentException(
                    "Setting portal.broker-cleanup.expired-per-second is between 1 and " + MOST);
        }
    }
}
