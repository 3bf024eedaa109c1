package org.deviceonboarding.access.chain;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers 404 at endpoints that no rule names, so that one that was added without a rule stays closed. */
@Configuration(proxyBeanMethods = false)
class UnnamedEndpoints implements WebMvcConfigurer, HandlerInterceptor {
    private static final String UNNAMED = UnnamedEndpoints.class.getName();

    /** Lets known callers on, to be told what is wrong with their request: a path there is not, or a method. */
    static AuthorizationManager<RequestAuthorizationContext> onlyToBeRefused() {
        AuthorizationManager<RequestAuthorizationContext> known = AuthenticatedAuthorizationManager.authenticated();
        return (caller, context) -> {
            context.getRequest().setAttribute(UNNAMED, true);
            return known.authorize(caller, context);
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(UNNAMED) != null
                && !request.getMethod().equals("OPTIONS") // tells which methods there are
                && handler instanceof HandlerMethod endpoint
                && !ErrorController.class.isAssignableFrom(endpoint.getBeanType())) {
            throw new Refused(RefusalCode.NOT_FOUND, "There is no such resource");
        }
        return true;
    }
}
