package org.deviceonboarding.command.deviceport;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.command.server.ServerCertificates;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Configures the port for devices, in processes that sign certificates. */
@Configuration(proxyBeanMethods = false)
@Profile("command")
@EnableConfigurationProperties(DevicePortProperties.class)
class DevicePortConfiguration {
    static final class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("portal.device-port.port", "off")
                    .equals("off");
        }
    }

    @Bean("device_port")
    @Conditional(Wanted.class)
    DevicePortServer devicePortServer(
            ServletWebServerApplicationContext context,
            DevicePortProperties properties,
            CertificateAuthority authority,
            ServerCertificates certificates,
            SecretKey secret,
            SecureRandom random,
            InstantSource clock) {
        return new DevicePortServer(
                context,
                new ServerIdentities(properties, authority, certificates, secret, random, clock),
                authority,
                properties.number());
    }

    @Bean
    DoorFirst devicePortDoor() {
        return new DoorFirst();
    }

    /** Before proxies are believed. Of these beans, Spring Boot reads no {@code @Order} at the method. */
    static final class DoorFirst implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addEngineValves(new DevicePortDoor());
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    @Bean
    WebMvcRegistrations callsOfTheDevicePort() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new PortMapping();
            }
        };
    }
}
