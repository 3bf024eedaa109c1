package org.deviceonboarding.access.trust;

import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the TLS context for all calls that the portal makes: to receivers of webhooks and of checkpoints, and to
 * the OIDC issuer.
 */
@Configuration(proxyBeanMethods = false)
class TrustConfiguration {
    @Bean
    SSLContext callsToOthers(@Value("${portal.trusted-ca-file}") String file) {
        return TrustedCaFile.with(file);
    }
}
