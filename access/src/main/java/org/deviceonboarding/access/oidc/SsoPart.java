package org.deviceonboarding.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.chain.AccessPart;
import org.deviceonboarding.access.chain.Redirection;
import org.deviceonboarding.access.limit.Guesses;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.access.session.Cookies;
import org.deviceonboarding.access.session.SignIns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.web.client.RestClient;

/** Signs browsers in at the issuer (OpenID Connect's authorization code with PKCE). The result is a session like any other. */
@Configuration(proxyBeanMethods = false)
@Profile("command")
class SsoPart {
    private static final Logger log = LoggerFactory.getLogger(SsoPart.class);

    static final String BEGIN = "/oauth2/authorization/" + Registration.ID;

    @Bean
    AccessPart signInAtTheIssuer(
            OidcProperties properties,
            OidcIssuer issuer,
            Claims claims,
            SecretKey secret,
            SecureRandom random,
            Cookies cookies,
            SignIns signIns,
            Guesses guesses,
            InstantSource clock) {
        if (!properties.signsIn()) {
            return _ -> {};
        }
        Registration registration = new Registration(properties, issuer);
        Seal seal = new Seal(secret.derive("sign-in at the OIDC issuer"), random);
        return http -> http.addFilterBefore(new IssuerFirst(issuer), OAuth2AuthorizationRequestRedirectFilter.class)
                .oauth2Login(login -> login.clientRegistrationRepository(registration)
                        .authorizedClientRepository(new NothingKept())
                        .loginPage("/login")
                        .authorizationEndpoint(begin -> begin.authorizationRequestRepository(
                                new SealedRequests(registration, seal, cookies, clock)))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(tokens(issuer.tls())))
                        // The ID token says all we ask for.
                        .userInfoEndpoint(
                                user -> user.oidcUserService(wish -> new DefaultOidcUser(List.of(), wish.getIdToken())))
                        .successHandler((request, response, who) -> {
                            Optional<CallerPrincipal> caller = caller(who, claims);
                            begin(caller, signIns, request, response);
                        })
                        .failureHandler((request, response, e) -> {
                            log.warn("A sign-in at the OIDC issuer failed: {}", e.getMessage());
                            guesses.failed(request, "sso");
                            Redirection.send(response, "/login?problem=refused");
                        }));
    }

    /** Verifies ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, has it. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(OidcIssuer issuer) {
        return client -> new TokenDecoder(
                issuer,
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
    }

    private static Optional<CallerPrincipal> caller(Authentication who, Claims claims) {
        return who.getPrincipal() instanceof OidcUser user
                ? claims.caller(user.getIdToken().getClaims(), null)
                : Optional.empty();
    }

    private static void begin(
            Optional<CallerPrincipal> caller,
            SignIns signIns,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (caller.filter(known -> !known.roles().isEmpty()).isPresent()) {
            signIns.begin(caller.get(), request, response);
            Redirection.send(response, SealedRequests.next(request));
        } else {
            log.warn(
                    "A sign-in at the OIDC issuer opens nothing to {}: no usable name, or no role of OIDC_ROLE_MAPPING",
                    caller.map(CallerPrincipal::name).orElse("somebody"));
            Redirection.send(response, "/login?problem=no_role");
        }
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens(SSLContext tls) {
        var patience = Duration.ofMillis(OidcIssuer.TIMEOUT_MILLIS);
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(patience)
                .build());
        requests.setReadTimeout(patience);
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }
}
