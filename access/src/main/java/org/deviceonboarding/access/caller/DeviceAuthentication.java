package org.deviceonboarding.access.caller;

import java.util.List;
import org.deviceonboarding.access.deviceport.PresentedCertificate;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A device that showed its certificate and proved in TLS that it holds the key. */
public final class DeviceAuthentication extends AbstractAuthenticationToken {
    public static final String ROLE = "DEVICE";

    private static final long serialVersionUID = 1L;

    private final transient PresentedCertificate certificate;

    public DeviceAuthentication(PresentedCertificate certificate) {
        super(List.of(new SimpleGrantedAuthority("ROLE_" + ROLE)));
        this.certificate = certificate;
        setAuthenticated(true);
    }

    public PresentedCertificate certificate() {
        return certificate;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return certificate.deviceId().value();
    }
}
