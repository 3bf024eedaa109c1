package org.deviceonboarding.access.parameter;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands controllers the records whose type is a {@link ParameterObject}, bound strictly. */
@Configuration(proxyBeanMethods = false)
class ParameterResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().isAnnotationPresent(ParameterObject.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer view,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        request.getParameterMap().forEach((name, values) -> given.put(name, List.of(values)));
        Set<String> others = Stream.of(
                        Objects.requireNonNull(parameter.getExecutable()).getParameters())
                .flatMap(other -> Stream.ofNullable(other.getAnnotation(RequestParam.class)))
                .map(RequestParam::name)
                .collect(Collectors.toSet());
        return Parameters.bind(parameter.getParameterType().asSubclass(Record.class), given, others);
    }
}
