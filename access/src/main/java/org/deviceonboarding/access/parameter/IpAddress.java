package org.deviceonboarding.access.parameter;

import com.fasterxml.jackson.annotation.JsonValue;

/** An IPv4 or IPv6 address in the one form that the log has of it, whichever form was given. */
public record IpAddress(@JsonValue String text) {
    /** @throws IllegalArgumentException unless the text is an address */
    public IpAddress {
        text = ParameterText.address(text)
                .orElseThrow(() -> new IllegalArgumentException("must be an IPv4 or IPv6 address"));
    }
}
