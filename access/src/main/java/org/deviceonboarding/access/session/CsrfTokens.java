package org.deviceonboarding.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.deviceonboarding.access.caller.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Makes and checks tokens against forged requests. A token is not stored: it follows from the session's own token, so
 * it is of that session only and ends with it. Who is not signed in yet gets a cookie for it, so that nobody is signed
 * in as somebody else unawares.
 */
final class CsrfTokens implements CsrfTokenRepository {
    static final String BEFORE_SIGN_IN = "onboarding_sign_in";

    private static final String FRESH = CsrfTokens.class.getName();

    private final Cookies cookies;
    private final Tokens tokens;

    CsrfTokens(Cookies cookies, Tokens tokens) {
        this.cookies = cookies;
        this.tokens = tokens;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        String secret = tokens.fresh();
        request.setAttribute(FRESH, secret);
        return token(secret);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(FRESH) instanceof String secret) {
            cookies.set(request, response, BEFORE_SIGN_IN, secret, null);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        Optional<String> secret = SessionCookieFilter.session(request)
                .map(SessionCookieFilter.PresentedSession::token)
                .or(() -> cookies.read(request, BEFORE_SIGN_IN));
        return secret.map(CsrfTokens::token).orElse(null);
    }

    private static CsrfToken token(String secret) {
        return new DefaultCsrfToken("X-CSRF-Token", "_csrf", Tokens.hash("csrf:" + secret));
    }
}
