package org.deviceonboarding.portal;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the system's clock and random numbers. All other classes get them injected. */
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
