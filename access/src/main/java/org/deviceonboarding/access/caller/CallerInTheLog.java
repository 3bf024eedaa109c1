package org.deviceonboarding.access.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.deviceonboarding.access.idempotency.CallerIdentity;
import org.springframework.stereotype.Component;

/** Callers as the log names them. */
@Component
class CallerInTheLog implements CallerIdentity {
    @Override
    public String of(HttpServletRequest request) {
        Map<String, String> origin = Provenance.of(request);
        return origin.get("auth") + "/" + origin.get("actor");
    }
}
