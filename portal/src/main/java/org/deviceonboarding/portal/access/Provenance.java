package org.deviceonboarding.portal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Stamps each command with who asked, how they proved it, and from where; the events inherit it. */
@Component
public class Provenance implements MessageDispatchInterceptor<CommandMessage<?>> {
    private static final int LONGEST_USER_AGENT = 256;

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> messages) {
        return (_, command) -> command.andMetaData(origin());
    }

    private static Map<String, String> origin() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Map.of("actor", "portal", "auth", "internal");
        }
        return of(attributes.getRequest());
    }

    /** Who makes this request, how they proved it, and from where. */
    static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> origin = new HashMap<>();
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller instanceof BearerTokenAuthentication) {
            origin.put("actor", caller.getName());
            origin.put("auth", "api_key");
        } else {
            origin.put("actor", "anonymous");
            origin.put("auth", "credentials_link"); // the only change open to callers without a key
        }
        origin.put("address", request.getRemoteAddr());
        origin.put("correlation_id", CorrelationFilter.idOf(request));
        String agent = request.getHeader("User-Agent");
        if (agent != null) {
            String printable = agent.replaceAll("\\p{C}", "");
            origin.put("user_agent", printable.substring(0, Math.min(printable.length(), LONGEST_USER_AGENT)));
        }
        return origin;
    }
}
