package org.deviceonboarding.acl;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is borne beside a broker.
 *
 * @param crlMaxBytes the largest CRL that is fetched; the default holds a million and a half of entries
 */
@ConfigurationProperties("portal.broker")
record BrokerLimits(@DefaultValue("128MB") DataSize crlMaxBytes) {
    BrokerLimits {
        if (crlMaxBytes.toBytes() < 1 << 20 || crlMaxBytes.toBytes() > 1 << 30) {
            throw new IllegalArgumentException("Setting portal.broker.crl-max-bytes is 1MB to 1GB");
        }
    }
}
