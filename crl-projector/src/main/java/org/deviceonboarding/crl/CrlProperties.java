package org.deviceonboarding.crl;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a CRL lives.
 *
 * @param validity from signing to {@code nextUpdate}: how long brokers go on without us
 */
@ConfigurationProperties("portal.crl")
record CrlProperties(@DefaultValue("7d") Duration validity) {
    CrlProperties {
        if (validity.compareTo(Duration.ofMinutes(1)) < 0 || validity.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("portal.crl.validity is between 1 minute and 90 days");
        }
    }
}
