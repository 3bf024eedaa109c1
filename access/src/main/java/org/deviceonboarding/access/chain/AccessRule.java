package org.deviceonboarding.access.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.access.caller.AccessRole;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One rule: who may make one kind of request.
 *
 * @param method null for any; GET stands for HEAD too
 * @param who null for anybody at all; none for anybody we know, whatever their roles
 */
record AccessRule(
        @Nullable HttpMethod method,
        List<String> patterns,
        @Nullable Set<AccessRole> who) {
    static AccessRule open(String... patterns) {
        return new AccessRule(null, List.of(patterns), null);
    }

    static AccessRule open(HttpMethod method, String... patterns) {
        return new AccessRule(method, List.of(patterns), null);
    }

    static AccessRule only(Set<AccessRole> who, String... patterns) {
        return new AccessRule(null, List.of(patterns), who);
    }

    static AccessRule only(Set<AccessRole> who, HttpMethod method, String... patterns) {
        return new AccessRule(method, List.of(patterns), who);
    }

    RequestMatcher matcher() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        List<RequestMatcher> any = new ArrayList<>();
        for (String pattern : patterns) {
            any.add(paths.matcher(method, pattern));
            if (HttpMethod.GET.equals(method)) {
                any.add(paths.matcher(HttpMethod.HEAD, pattern));
            }
        }
        return new OrRequestMatcher(any);
    }

    void addTo(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        var rule = rules.requestMatchers(matcher());
        if (who == null) {
            rule.permitAll();
        } else if (who.isEmpty()) {
            rule.authenticated();
        } else {
            rule.hasAnyRole(who.stream().map(AccessRole::name).toArray(String[]::new));
        }
    }
}
