package org.deviceonboarding.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.session.Cookies;
import org.deviceonboarding.access.session.NextPage;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the state of a sign-in while the browser is at the issuer. The browser carries it, sealed, so any process
 * can go on with it.
 */
final class SealedRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    private static final String COOKIE = "onboarding_sso";
    private static final String NEXT = SealedRequests.class.getName();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Registration registration;
    private final Seal seal;
    private final Cookies cookies;
    private final InstantSource clock;

    SealedRequests(Registration registration, Seal seal, Cookies cookies, InstantSource clock) {
        this.registration = registration;
        this.seal = seal;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** One dance with the issuer. */
    record Dance(String state, String nonce, String verifier, String next, long until) {
        @Override
        public String toString() {
            return "Dance";
        }
    }

    /** Where the browser wanted to go, once the dance is over. */
    static String next(HttpServletRequest request) {
        return NextPage.of((String) request.getAttribute(NEXT));
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest wish, HttpServletRequest request, HttpServletResponse response) {
        if (wish == null) {
            cookies.clear(request, response, COOKIE);
            return;
        }
        Dance dance = new Dance(
                String.valueOf(wish.getState()),
                String.valueOf(wish.<Object>getAttribute(OidcParameterNames.NONCE)),
                String.valueOf(wish.<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                NextPage.of(request.getParameter("next")),
                clock.instant().plus(PATIENCE).getEpochSecond());
        cookies.set(request, response, COOKIE, seal.close(JSON.writeValueAsString(dance)), PATIENCE);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        return dance(request)
                .filter(dance -> dance.state().equals(state))
                .map(this::request)
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        dance(request).ifPresent(dance -> request.setAttribute(NEXT, dance.next()));
        OAuth2AuthorizationRequest wish = loadAuthorizationRequest(request);
        cookies.clear(request, response, COOKIE);
        return wish;
    }

    private Optional<Dance> dance(HttpServletRequest request) {
        try {
            return cookies.read(request, COOKIE)
                    .flatMap(seal::open)
                    .map(text -> JSON.readValue(text, Dance.class))
                    .filter(dance -> Instant.ofEpochSecond(dance.until()).isAfter(clock.instant()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private @Nullable OAuth2AuthorizationRequest request(Dance dance) {
        ClientRegistration client = registration.findByRegistrationId(Registration.ID);
        return client == null
                ? null
                : OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri(
                                String.valueOf(client.getProviderDetails().getAuthorizationUri()))
                        .clientId(client.getClientId())
                        .redirectUri(String.valueOf(client.getRedirectUri()))
                        .scopes(Registration.SCOPES)
                        .state(dance.state())
                        .attributes(Map.of(
                                OAuth2ParameterNames.REGISTRATION_ID,
                                Registration.ID,
                                OidcParameterNames.NONCE,
                                dance.nonce(),
                                PkceParameterNames.CODE_VERIFIER,
                                dance.verifier()))
                        .build();
    }
}
