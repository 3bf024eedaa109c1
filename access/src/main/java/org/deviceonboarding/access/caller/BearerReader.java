package org.deviceonboarding.access.caller;

/** Reads one kind of bearer token (RFC 6750) and tells which caller it stands for. */
public interface BearerReader {
    /** Whether the token looks like one of this kind. */
    boolean reads(String token);

    /**
     * @throws org.springframework.security.oauth2.server.resource.InvalidBearerTokenException if it stands for nobody
     * @throws org.springframework.security.authentication.AuthenticationServiceException if that cannot be told now
     */
    CallerPrincipal read(String token);
}
