package org.deviceonboarding.access.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.security.core.context.SecurityContextHolder;
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
            return portal();
        }
        return of(attributes.getRequest());
    }

    /** The portal does it by itself. */
    public static Map<String, String> portal() {
        return Map.of("actor", "portal", "auth", "internal");
    }

    /** Who makes this request, how they proved it, and from where. */
    public static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> origin = from(request);
        KnownCaller.current().ifPresentOrElse(caller -> put(origin, caller), () -> {
            if (SecurityContextHolder.getContext().getAuthentication() instanceof DeviceAuthentication device) {
                origin.put("actor", device.getName());
                origin.put("auth", "client_certificate");
                origin.put("certificate_serial", device.certificate().serial().hex());
                return;
            }
            origin.put("actor", "anonymous");
            origin.put("auth", "credentials_link"); // the only change open to callers without a key
        });
        return origin;
    }

    /** The same of somebody who is only about to be known. */
    public static Map<String, String> of(HttpServletRequest request, KnownCaller caller) {
        Map<String, String> origin = from(request);
        put(origin, caller);
        return origin;
    }

    private static void put(Map<String, String> origin, KnownCaller caller) {
        origin.put("actor", caller.name());
        origin.put("owner", caller.owner());
        origin.put("auth", caller.proof().wireName());
        put(origin, caller.proof());
    }

    // A key needs no word: the actor is its name, and no other key ever has that.
    private static void put(Map<String, String> origin, Proof proof) {
        switch (proof) {
            case Proof.Key _ -> {}
            case Proof.Token token -> origin.put("issuer", token.issuer().toString());
            case Proof.Session session -> {
                origin.put("session", session.id().toString());
                put(origin, session.signIn());
            }
        }
    }

    public static Map<String, String> from(HttpServletRequest request) {
        Map<String, String> origin = new HashMap<>();
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
