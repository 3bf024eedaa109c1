package org.deviceonboarding.portal;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The only place that reaches for the system's clock and randomness; all others are handed them. */
@Configuration(proxyBeanMethods = false)
class CompositionRoot {
    @Bean
    InstantSource instantSource() {
        return InstantSource.system();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
