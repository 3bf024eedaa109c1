package org.deviceonboarding.portal.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import org.deviceonboarding.portal.web.ProblemWriter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may call what, on one page. What is not named here is closed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class AccessRules {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    SecurityFilterChain http(HttpSecurity http, ProblemWriter problems, RateLimitProperties limits) throws Exception {
        if (limits.enabled()) {
            http.addFilterBefore(
                    new RateLimit(problems, limits.requestsPerMinute()), BearerTokenAuthenticationFilter.class);
        }
        BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
        return http.authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/health", "/metrics", "/ca.crt", "/ca/chain.pem", "/crl", "/crl.pem")
                        .permitAll()
                        .requestMatchers("/credentials/*")
                        .permitAll()
                        .requestMatchers(
                                POST,
                                "/register",
                                "/renew/*",
                                "/suspend/*",
                                "/resume/*",
                                "/revoke/*",
                                "/decommission/*")
                        .hasAnyRole(AccessRole.OPERATOR.name(), AccessRole.ADMIN.name())
                        .requestMatchers(GET, "/device/*", "/devices")
                        .hasAnyRole(AccessRole.OPERATOR.name(), AccessRole.AUDITOR.name(), AccessRole.ADMIN.name())
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.opaqueToken(_ -> {})
                        .authenticationEntryPoint((request, response, e) -> {
                            challenge.commence(request, response, e); // the header of RFC 6750, section 3
                            problems.unauthorized(response);
                        })
                        .accessDeniedHandler((_, response, _) -> problems.forbidden(response)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, e) -> {
                            challenge.commence(request, response, e);
                            problems.unauthorized(response);
                        })
                        .accessDeniedHandler((_, response, _) -> problems.forbidden(response)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anybody
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** Malformed paths (encoded slashes, NUL, {@code ;}) never reach a controller. */
    @Bean
    RequestRejectedHandler malformedPaths(ProblemWriter problems) {
        return (_, response, _) -> problems.malformedRequest(response);
    }
}
