package org.deviceonboarding.access.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The actor of an HTTP request. A controller's method gets it as a parameter of type {@link Actor}. */
@Component
public class RequestActor implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private static final int LONGEST_USER_AGENT = 256;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Actor resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }

    public static Actor of(HttpServletRequest request) {
        return CallerPrincipal.current().map(caller -> of(request, caller)).orElseGet(() -> {
            if (SecurityContextHolder.getContext().getAuthentication() instanceof DeviceAuthentication device) {
                return named(request, device.getName(), "client_certificate")
                        .with(
                                Fact.CERTIFICATE_SERIAL,
                                device.certificate().serial().hex());
            }
            return anonymous(request, "credentials_link"); // the only change open to callers without a key
        });
    }

    /** The same of a caller who is only about to be known. */
    public static Actor of(HttpServletRequest request, CallerPrincipal caller) {
        return with(
                caller.proof(),
                named(request, caller.name(), caller.proof().wireName()).with(Fact.OWNER, caller.owner()));
    }

    public static Actor anonymous(HttpServletRequest request, String auth) {
        return named(request, "anonymous", auth);
    }

    private static Actor named(HttpServletRequest request, String name, String auth) {
        Actor actor = Actor.named(name, auth)
                .with(Fact.ADDRESS, request.getRemoteAddr())
                .with(Fact.CORRELATION_ID, CorrelationFilter.idOf(request));
        String agent = request.getHeader("User-Agent");
        if (agent == null) {
            return actor;
        }
        String printable = agent.replaceAll("\\p{C}", "");
        return actor.with(Fact.USER_AGENT, printable.substring(0, Math.min(printable.length(), LONGEST_USER_AGENT)));
    }

    // A key needs no word: the actor is its name, and no other key ever has that.
    private static Actor with(Proof proof, Actor actor) {
        return switch (proof) {
            case Proof.Key _ -> actor;
            case Proof.Token token -> actor.with(Fact.ISSUER, token.issuer().toString());
            case Proof.Session session ->
                with(session.signIn(), actor.with(Fact.SESSION, session.id().toString()));
        };
    }
}
