package org.deviceonboarding.acl.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of this process's work beside a broker.
 *
 * @param crlMaxBytes the largest CRL that is fetched; the default has room for 1.5 million entries
 * @param closeAfter how long a loss of access may stay out of the broker's folder, because its files cannot be written,
 *     until the broker is stopped
 * @param stopCommand stops a broker that this process does not manage
 */
@ConfigurationProperties("portal.broker")
public record BrokerLimits(
        @DefaultValue("128MB") DataSize crlMaxBytes,
        @DefaultValue("30s") Duration closeAfter,
        @Nullable String stopCommand) {
    public BrokerLimits {
        if (crlMaxBytes.toBytes() < 1 << 20 || crlMaxBytes.toBytes() > 1 << 30) {
            throw new IllegalArgumentException("Setting portal.broker.crl-max-bytes is 1MB to 1GB");
        }
        if (closeAfter.isNegative() || closeAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("Setting portal.broker.close-after is 0s to 24h");
        }
        stopCommand = stopCommand == null || stopCommand.isBlank() ? null : stopCommand.strip();
    }
}
