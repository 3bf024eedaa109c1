package org.deviceonboarding.audit.asof;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the log a view of the past replays.
 *
 * @param snapshotEvents how far apart snapshots are at least, in positions of the log; none are made if it is 0
 */
@ConfigurationProperties("portal.as-of")
record AsOfProperties(@DefaultValue("20000") int snapshotEvents) {
    AsOfProperties {
        if (snapshotEvents < 0) {
            throw new IllegalArgumentException("portal.as-of.snapshot-events is not negative");
        }
    }
}
