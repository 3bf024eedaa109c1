package org.deviceonboarding.access.chain;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.deviceonboarding.access.caller.DeviceAuthentication;
import org.deviceonboarding.access.deviceport.PresentedCertificate;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the device's id from the certificate that TLS has checked. Whether it is still good is the device's to decide.
 */
final class DeviceCertificateFilter extends OncePerRequestFilter {
    private static final String FROM_TLS = "jakarta.servlet.request.X509Certificate"; // Servlet specification, 3.10

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(FROM_TLS) instanceof X509Certificate[] shown && shown.length > 0) {
            PresentedCertificate.of(shown[0]).ifPresent(certificate -> {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new DeviceAuthentication(certificate));
                SecurityContextHolder.setContext(context);
                request.setAttribute(PresentedCertificate.ATTRIBUTE, certificate);
            });
        }
        chain.doFilter(request, response);
    }
}
