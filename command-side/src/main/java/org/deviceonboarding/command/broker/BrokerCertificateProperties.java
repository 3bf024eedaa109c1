package org.deviceonboarding.command.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.deviceonboarding.messages.broker.BrokerId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server certificate of the broker beside this process.
 *
 * @param id the broker's id
 * @param aclFile lies in the broker folder, where {@code ca.crt}, {@code server.crt} and {@code server.key} go
 * @param host the broker's DNS name or address, beside {@code localhost}
 * @param renewBefore how long before its end it is made anew
 */
@ConfigurationProperties("portal.broker-certificate")
record BrokerCertificateProperties(
        @DefaultValue("mosquitto") String id,
        Path aclFile,
        @Nullable String host,
        @DefaultValue("397d") Duration validity,
        @DefaultValue("60d") Duration renewBefore) {
    Path folder() {
        return Objects.requireNonNull(aclFile.toAbsolutePath().getParent());
    }

    BrokerId brokerId() {
        return new BrokerId(id);
    }
}
