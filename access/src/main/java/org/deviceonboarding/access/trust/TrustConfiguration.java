package org.deviceonboarding.access.trust;

import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One trust for all whom we call: receivers of webhooks and of checkpoints, and the OIDC issuer. */
@Configuration(proxyBeanMethods = false)
class TrustConfiguration {
    @Bean
    SSLContext callsToOthers(@Value("${portal.trusted-ca-file}") String file) {
        return TrustedCaFile.with(file);
    }
}
