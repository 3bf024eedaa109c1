package org.deviceonboarding.portal.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.DispatcherType;
import org.deviceonboarding.portal.web.ProblemWriter;
import org.deviceonboarding.portal.web.RefusalWitness;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
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
    SecurityFilterChain http(
            HttpSecurity http,
            ApiKeyIntrospector keys,
            ProblemWriter problems,
            RateLimitProperties limits,
            RefusalWitness witness)
            throws Exception {
        if (limits.enabled()) {
            http.addFilterBefore(
                    new RateLimit(problems, limits.requestsPerMinute()), BearerTokenAuthenticationFilter.class);
        }
        AuthenticationEntryPoint challenge = challenge(problems);
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
                        .requestMatchers(PUT, "/acl-templates/*")
                        .hasRole(AccessRole.ADMIN.name())
                        .requestMatchers(GET, "/audit/checkpoint", "/audit/checkpoints", "/audit/proof/*")
                        .permitAll()
                        .requestMatchers("/audit/**")
                        .hasAnyRole(AccessRole.AUDITOR.name(), AccessRole.ADMIN.name())
                        .requestMatchers("/admin/**")
                        .hasRole(AccessRole.ADMIN.name())
                        .requestMatchers(
                                GET,
                                "/device/*",
                                "/device/*/history",
                                "/devices",
                                "/acl-templates",
                                "/acl-templates/*",
                                "/brokers")
                        .hasAnyRole(AccessRole.OPERATOR.name(), AccessRole.AUDITOR.name(), AccessRole.ADMIN.name())
                        .requestMatchers(POST, "/acl-templates/*/preview")
                        .hasAnyRole(AccessRole.OPERATOR.name(), AccessRole.AUDITOR.name(), AccessRole.ADMIN.name())
                        .anyRequest()
                        .authenticated())
                .addFilter(bearerTokens(keys, challenge, problems))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(challenge)
                        .accessDeniedHandler((request, response, _) -> {
                            witness.refused(request, "forbidden");
                            problems.forbidden(response);
                        }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anybody
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    // Spring's own wiring of this filter (oauth2ResourceServer) opens /.well-known/oauth-protected-resource too, and
    // takes
    // DPoP tokens; we have neither.
    private static BearerTokenAuthenticationFilter bearerTokens(
            ApiKeyIntrospector keys, AuthenticationEntryPoint challenge, ProblemWriter problems) {
        var filter =
                new BearerTokenAuthenticationFilter(new ProviderManager(new OpaqueTokenAuthenticationProvider(keys)));
        filter.setAuthenticationEntryPoint(challenge); // for what is no token at all
        filter.setAuthenticationFailureHandler((request, response, e) -> {
            if (e instanceof AuthenticationServiceException) {
                problems.unavailable(response);
            } else {
                challenge.commence(request, response, e);
            }
        });
        return filter;
    }

    /** RFC 6750, section 3: an error is named only to those who tried. */
    private static AuthenticationEntryPoint challenge(ProblemWriter problems) {
        return (_, response, e) -> {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    e instanceof OAuth2AuthenticationException tried
                            ? "Bearer error=\"" + tried.getError().getErrorCode() + "\""
                            : "Bearer");
            problems.unauthorized(response);
        };
    }

    /** Malformed paths (encoded slashes, NUL, {@code ;}) never reach a controller. */
    @Bean
    RequestRejectedHandler malformedPaths(ProblemWriter problems) {
        return (_, response, _) -> problems.malformedRequest(response);
    }
}
