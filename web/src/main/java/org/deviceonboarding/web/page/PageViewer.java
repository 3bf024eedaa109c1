package org.deviceonboarding.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The person who views a page. Their roles decide what the page shows; the server checks the roles again for each change.
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
