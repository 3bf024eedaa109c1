package org.deviceonboarding.access.chain;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.deviceonboarding.access.http.PortalPath;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Sets the security headers that every answer has. Nothing is kept by caches unless whoever answers says otherwise.
 */
final class AnswerHeaders {
    private static final String CSP = "Content-Security-Policy";
    private static final String NOTHING =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static final String OUR_OWN =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static final String PERMISSIONS =
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(),"
                    + " usb=()";
    private static final long YEAR = 31_536_000;

    private AnswerHeaders() {}

    static void write(HeadersConfigurer<HttpSecurity> headers, URI publicUrl) {
        boolean tls = isTls(publicUrl);
        RequestMatcher page = AnswerHeaders::isPage;
        headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(page, new StaticHeadersWriter(CSP, OUR_OWN)))
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        new NegatedRequestMatcher(page), new StaticHeadersWriter(CSP, NOTHING)))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                // Behind a proxy that ends TLS the request looks plain; browsers ignore the header if it is.
                .httpStrictTransportSecurity(hsts -> hsts.maxAgeInSeconds(YEAR)
                        .includeSubDomains(false)
                        .requestMatcher(request -> tls || request.isSecure()));
    }

    /** For an answer that is no page, written before all filters. */
    static void write(HttpServletResponse response, URI publicUrl) {
        response.setHeader(CSP, NOTHING);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", ReferrerPolicy.NO_REFERRER.getPolicy());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (isTls(publicUrl)) {
            response.setHeader("Strict-Transport-Security", "max-age=" + YEAR);
        }
    }

    private static boolean isTls(URI publicUrl) {
        return "https".equals(publicUrl.getScheme());
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = PortalPath.of(request);
        return path.equals("/login")
                || path.equals("/docs")
                || path.startsWith("/docs/")
                || path.startsWith("/credentials/")
                || path.equals("/ui")
                || path.startsWith("/ui/");
    }
}
