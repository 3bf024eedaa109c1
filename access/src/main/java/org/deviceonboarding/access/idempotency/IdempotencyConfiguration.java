package org.deviceonboarding.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.deviceonboarding.access.caller.RequestActor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Registers the interceptor before the controllers, and gives a controller's method its {@link ChangeRequest}. */
@Profile("command")
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private final IdempotencyInterceptor turns;
    private final IdempotencyTable claims;
    private final JsonMapper json;

    IdempotencyConfiguration(IdempotencyInterceptor turns, IdempotencyTable claims, JsonMapper json) {
        this.turns = turns;
        this.claims = claims;
        this.json = json;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ChangeRequest.class;
    }

    @Override
    public ChangeRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        return new ChangeRequest(
                RequestActor.of(request),
                (IdempotencyClaim) request.getAttribute(IdempotencyClaim.ATTRIBUTE),
                claims,
                json);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(turns);
    }
}
