package org.deviceonboarding.audit.asof;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits how much of the log a view of the past replays.
 *
 * @param snapshotEvents the smallest distance between two snapshots, in positions of the log; 0 turns snapshots off
 */
@ConfigurationProperties("portal.as-of")
record AsOfProperties(@DefaultValue("20000") int snapshotEvents) {
    AsOfProperties {
        if (snapshotEvents < 0) {
            throw new IllegalArgumentException("portal.as-of.snapshot-events is not negative");
        }
    }
}
