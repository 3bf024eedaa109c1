package org.deviceonboarding.access.chain;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A further way to sign in, beside bearer tokens. */
@FunctionalInterface
public interface AccessPart {
    void addTo(HttpSecurity http) throws Exception;
}
