package org.deviceonboarding.access.chain;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.caller.BearerReader;
import org.deviceonboarding.access.caller.CallerAuthentication;
import org.deviceonboarding.access.http.HealthProbes;
import org.deviceonboarding.access.http.ProblemWriter;
import org.deviceonboarding.access.http.RefusalWitness;
import org.deviceonboarding.access.limit.GuessProperties;
import org.deviceonboarding.access.limit.Guesses;
import org.deviceonboarding.access.limit.RateLimit;
import org.deviceonboarding.access.limit.RateLimitProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Spring Security's filter chain: finds out who calls, and checks each request against {@link AccessRules}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RateLimitProperties.class, GuessProperties.class})
class AccessChain {
    @Bean
    SecurityFilterChain http(
            HttpSecurity http,
            List<BearerReader> readers,
            List<AccessPart> parts,
            ProblemWriter problems,
            Challenge challenge,
            Guesses guesses,
            RateLimitProperties limits,
            RefusalWitness witness,
            @Value("${portal.public-url}") URI publicUrl)
            throws Exception {
        RateLimit limit = limits.on() ? new RateLimit(problems, limits) : null;
        if (limit != null) {
            http.addFilterAfter(limit, BearerTokenAuthenticationFilter.class);
        }
        http.authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    AccessRules.ALL.forEach(rule -> rule.addTo(rules));
                    rules.anyRequest().access(UnnamedEndpoints.onlyToBeRefused());
                })
                .addFilter(bearerTokens(readers, challenge, guesses, problems, limit))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(challenge)
                        .accessDeniedHandler((request, response, e) -> {
                            witness.refused(request, "forbidden");
                            if (e instanceof CsrfException) {
                                problems.forged(response);
                            } else {
                                problems.forbidden(response);
                            }
                        }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> AnswerHeaders.write(headers, publicUrl));
        for (AccessPart part : parts) {
            part.addTo(http);
        }
        return http.build();
    }

    /** Nobody reads the observations of each filter; those of requests stay. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    // Spring's own wiring of this filter (oauth2ResourceServer) opens /.well-known/oauth-protected-resource too, and
    // takes DPoP tokens; we have neither.
    private static BearerTokenAuthenticationFilter bearerTokens(
            List<BearerReader> readers,
            Challenge challenge,
            Guesses guesses,
            ProblemWriter problems,
            @Nullable RateLimit limit) {
        AuthenticationManager manager = authentication -> {
            String token = ((BearerTokenAuthenticationToken) authentication).getToken();
            return readers.stream()
                    .filter(reader -> reader.reads(token))
                    .findFirst()
                    .map(reader -> new CallerAuthentication(reader.read(token)))
                    .orElseThrow(() -> new InvalidBearerTokenException("This is no token we know"));
        };
        AuthenticationConverter tokens = new BearerTokenAuthenticationConverter();
        var filter = new BearerTokenAuthenticationFilter(
                manager,
                // Whoever asks how we are must hear of a database that hangs, not wait for it with us.
                request -> asksForHealth(request.getServletPath()) ? null : tokens.convert(request));
        filter.setAuthenticationEntryPoint(challenge); // for what is no token at all
        filter.setAuthenticationFailureHandler((request, response, e) -> {
            if (e instanceof AuthenticationServiceException) {
                problems.unavailable(response, String.valueOf(e.getMessage()));
                return;
            }
            Optional<Duration> wait = guesses.failed(request, "bearer"); // counted whether or not the limit lets it on
            if (limit == null || limit.admits(request, response)) {
                challenge.refuse(response, e, wait);
            }
        });
        return filter;
    }

    private static boolean asksForHealth(String path) {
        return path.equals("/health") || HealthProbes.PATHS.contains(path);
    }

    /** Malformed paths (encoded slashes, NUL, {@code ;}) never reach a controller. */
    @Bean
    RequestRejectedHandler malformedPaths(ProblemWriter problems, @Value("${portal.public-url}") URI publicUrl) {
        return (_, response, _) -> {
            AnswerHeaders.write(response, publicUrl); // none of the filters that would have has run
            problems.malformedRequest(response);
        };
    }
}
