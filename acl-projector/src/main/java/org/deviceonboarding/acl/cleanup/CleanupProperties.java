package org.deviceonboarding.acl.cleanup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast sessions end whose certificates are over. A fleet that was enrolled on one day comes back on one day, each device
 * with a handshake.
 *
 * @param expiredPerSecond devices in a second, at most
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
