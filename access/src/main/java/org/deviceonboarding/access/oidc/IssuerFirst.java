package org.deviceonboarding.access.oidc;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.deviceonboarding.access.chain.Redirection;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Checks that the issuer answers before a browser is sent there to sign in. */
final class IssuerFirst extends OncePerRequestFilter {
    private final OidcIssuer issuer;

    IssuerFirst(OidcIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.equals(SsoPart.BEGIN) && !path.equals(Registration.CALLBACK);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            issuer.metadata();
        } catch (AuthenticationServiceException e) {
            Redirection.send(response, "/login?problem=unavailable");
            return;
        }
        chain.doFilter(request, response);
    }
}
