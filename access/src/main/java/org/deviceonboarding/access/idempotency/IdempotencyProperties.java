package org.deviceonboarding.access.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code portal.idempotency.*}: how long an answer is kept for repeats.
 *
 * @param retention an hour to a month
 */
@ConfigurationProperties("portal.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration retention) {
    IdempotencyProperties {
        if (retention.compareTo(Duration.ofHours(1)) < 0 || retention.compareTo(Duration.ofDays(31)) > 0) {
            throw new IllegalArgumentException("IDEMPOTENCY_RETENTION is 1h to 31d, not " + retention);
        }
    }
}
