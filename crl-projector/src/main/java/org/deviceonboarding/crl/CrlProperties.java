package org.deviceonboarding.crl;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a CRL lives, and how many are kept.
 *
 * @param validity from signing to {@code nextUpdate}: how long brokers go on without us
 * @param history how many CRLs are kept whole; of older ones there is number and digest
 */
@ConfigurationProperties("portal.crl")
record CrlProperties(
        @DefaultValue("7d") Duration validity,
        @DefaultValue("1000") int history) {
    CrlProperties {
        if (validity.compareTo(Duration.ofMinutes(1)) < 0 || validity.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("portal.crl.validity is between 1 minute and 90 days");
        }
        if (history < 1 || history > 1_000_000) {
            throw new IllegalArgumentException("portal.crl.history is between 1 and 1000000");
        }
    }
}
