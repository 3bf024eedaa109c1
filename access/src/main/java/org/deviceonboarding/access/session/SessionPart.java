package org.deviceonboarding.access.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.access.chain.AccessPart;
import org.deviceonboarding.access.http.ProblemWriter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Adds sessions to the security chain, and the protection that cookies need. Callers with bearer tokens need none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class SessionPart {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final RequestMatcher SIGN_IN = path(HttpMethod.POST, "/login");
    private static final RequestMatcher LINK = path(HttpMethod.POST, "/credentials/**");

    @Bean
    AccessPart sessionCookies(WebSessions sessions, Cookies cookies, Tokens tokens, ProblemWriter problems) {
        return http -> {
            http.csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens(cookies, tokens))
                    .requireCsrfProtectionMatcher(SessionPart::mayBeForged));
            http.addFilterBefore(new SessionCookieFilter(sessions, cookies, problems), CsrfFilter.class);
        };
    }

    // A link to credentials is a right of its own, not the cookie's: its page has a form without a token.
    private static boolean mayBeForged(HttpServletRequest request) {
        if (READS.contains(request.getMethod()) || LINK.matches(request)) {
            return false;
        }
        return SIGN_IN.matches(request) || SessionCookieFilter.session(request).isPresent();
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
