package org.deviceonboarding.access.tls;

import jakarta.servlet.Filter;
import java.time.InstantSource;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Opens the port with TLS, and closes the portal to requests without TLS, as the settings say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsProperties.class)
class TlsConfiguration {
    private static final int BEFORE_PROBLEM_PAGES = -250;

    static final class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("portal.tls.port", "off")
                    .equals("off");
        }
    }

    @Bean("https_port")
    @Conditional(Wanted.class)
    TlsPort tlsPort(TlsProperties properties, InstantSource clock) {
        return new TlsPort(properties, clock);
    }

    @Bean
    @Conditional(Wanted.class)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> portWithTls(TlsPort port) {
        return factory -> factory.addAdditionalConnectors(port.connector());
    }

    @Bean
    FilterRegistrationBean<Filter> httpsOnly(TlsProperties properties, ProblemWriter problems) {
        FilterRegistrationBean<Filter> registration =
                new FilterRegistrationBean<>(new HttpsOnly(properties.publicUrl(), problems));
        registration.setOrder(BEFORE_PROBLEM_PAGES);
        registration.setEnabled(properties.forced());
        return registration;
    }
}
