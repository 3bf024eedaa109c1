package org.deviceonboarding.access.http;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers a request in JSON even if its {@code Accept} header names nothing that the portal has, as RFC 9110 section
 * 12.4.1 allows. Spring would find out only when it writes the answer: the device would be registered, and the caller
 * would be told 406.
 */
@Configuration(proxyBeanMethods = false)
class AnyAccept implements WebMvcConfigurer {
    private static final ContentNegotiationStrategy HEADER = new HeaderContentNegotiationStrategy();

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.strategies(List.of(AnyAccept::wishes));
    }

    private static List<MediaType> wishes(NativeWebRequest request) {
        return Stream.concat(header(request).stream(), Stream.of(MediaType.ALL)).toList();
    }

    private static List<MediaType> header(NativeWebRequest request) {
        try {
            return HEADER.resolveMediaTypes(request);
        } catch (HttpMediaTypeNotAcceptableException e) {
            return List.of(); // no media types at all
        }
    }
}
