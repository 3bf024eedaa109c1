package org.deviceonboarding.access.oidc;

import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.access.caller.BearerReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Accepts the issuer's tokens as bearer tokens, if an issuer is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcProperties.class)
class OidcPart {
    @Bean
    OidcIssuer oidcIssuer(OidcProperties properties, SSLContext tls, InstantSource clock) {
        return new OidcIssuer(properties.issuer(), tls, clock);
    }

    @Bean
    Claims oidcClaims(OidcProperties properties) {
        return new Claims(properties);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    BearerReader tokenReader(OidcProperties properties, OidcIssuer issuer, Claims claims) {
        return TokenReader.of(properties, issuer, claims);
    }
}
