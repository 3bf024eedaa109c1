package org.deviceonboarding.access.chain;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import org.deviceonboarding.access.caller.DeviceAuthentication;
import org.deviceonboarding.access.deviceport.DevicePort;
import org.deviceonboarding.access.http.ProblemWriter;
import org.deviceonboarding.access.http.RefusalWitness;
import org.deviceonboarding.access.limit.RateLimit;
import org.deviceonboarding.access.limit.RateLimitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The table of who may call what at the port for devices. API keys mean nothing there, as certificates mean nothing at
 * the other one.
 */
@Configuration(proxyBeanMethods = false)
class DevicePortRules {
    private static final int BEFORE_ALL_OTHERS = 0;

    @Bean
    @Order(BEFORE_ALL_OTHERS)
    SecurityFilterChain devicePort(
            HttpSecurity http, ProblemWriter problems, RateLimitProperties limits, RefusalWitness witness)
            throws Exception {
        if (limits.on()) {
            http.addFilterAfter(new RateLimit(problems, limits), BearerTokenAuthenticationFilter.class);
        }
        return http.securityMatcher(request -> request.getAttribute(DevicePort.ATTRIBUTE) != null)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(GET, "/ca.crt", "/ca/chain.pem", "/crl", "/crl.pem", "/crl/*")
                        .permitAll()
                        .requestMatchers(POST, "/renew/*")
                        .hasRole(DeviceAuthentication.ROLE)
                        .anyRequest()
                        .denyAll())
                .addFilterAt(new DeviceCertificateFilter(), BearerTokenAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((_, response, _) -> problems.forbidden(response))
                                .accessDeniedHandler((request, response, _) -> {
                                    witness.refused(request, "forbidden");
                                    problems.forbidden(response);
                                }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // devices are no browsers, and no cookie counts here
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
