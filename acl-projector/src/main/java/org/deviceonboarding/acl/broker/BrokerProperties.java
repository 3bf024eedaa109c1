package org.deviceonboarding.acl.broker;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code portal.broker.*} as they are written. {@link BrokerSettings} has their checked values. An empty text counts
 * as absent, because environment variables may be empty.
 *
 * @param id names this broker in receipts, {@code mosquitto} if absent
 * @param aclFile where the broker reads its ACL; its directory is the broker folder
 * @param host where devices find the broker, {@code localhost} if absent
 * @param port where devices find the broker, 8883 if absent
 * @param managed whether this process starts the broker and keeps it running; if absent, it does unless another setting says that
 *     somebody else does
 * @param reloadCommand makes the broker read its files again
 * @param pidFile holds the process id of a broker that reads its files again on SIGHUP
 * @param crlUrl the URL of the CRL, PEM
 * @param adminHost where this process reaches the broker, {@code localhost} if absent
 * @param adminPort the broker's listener for this process; 10,000 above the devices' port if absent
 * @param aclStrategy {@code explicit}, {@code pattern}, or {@code auto}, which is the default
 * @param proof whether each release is proven over connections to the broker; if absent, it is if there is a broker to ask
 */
@ConfigurationProperties("portal.broker")
public record BrokerProperties(
        @Nullable String id,
        @Nullable String aclFile,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Boolean managed,
        @Nullable String reloadCommand,
        @Nullable String pidFile,
        @Nullable String crlUrl,
        @Nullable String adminHost,
        @Nullable Integer adminPort,
        @Nullable String aclStrategy,
        @Nullable Boolean proof) {
    public BrokerProperties {
        id = given(id);
        aclFile = given(aclFile);
        host = given(host);
        reloadCommand = given(reloadCommand);
        pidFile = given(pidFile);
        crlUrl = given(crlUrl);
        adminHost = given(adminHost);
        aclStrategy = given(aclStrategy);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
