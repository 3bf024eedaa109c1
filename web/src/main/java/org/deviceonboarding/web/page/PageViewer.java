package org.deviceonboarding.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, as far as pages care: what they may do decides what they are shown. The server asks again whenever
 * something is done.
 */
public record PageViewer(@Nullable String name, boolean operator, boolean auditor, boolean admin) {
    static PageViewer of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        boolean admin = request.isUserInRole("ADMIN");
        return new PageViewer(
                principal == null ? null : principal.getName(),
                admin || request.isUserInRole("OPERATOR"),
                admin || request.isUserInRole("AUDITOR"),
                admin);
    }
}
