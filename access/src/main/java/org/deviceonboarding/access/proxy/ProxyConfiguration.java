package org.deviceonboarding.access.proxy;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Switches trusted proxies on if some are set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxyProperties.class)
class ProxyConfiguration {
    /** Before proxies are believed, for it begins a request again. */
    @Bean
    RootPathsFirst rootPaths() {
        return new RootPathsFirst();
    }

    /** Of these beans, Spring Boot reads no {@code @Order} at the method. */
    static final class RootPathsFirst implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            String prefix = factory.getSettings().getContextPath().toString();
            if (!prefix.isEmpty()) {
                factory.addEngineValves(new RootPaths(prefix));
            }
        }

        @Override
        public int getOrder() {
            return 1; // Spring Boot's own customizer, which knows the path, has 0
        }
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(ProxyProperties properties) {
        return factory -> {
            if (properties.believed()) {
                factory.addEngineValves(new TrustedProxies(properties.networks()));
            }
        };
    }
}
