package org.deviceonboarding.access.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.domain.actor.Actor;
import org.springdoc.core.annotations.ParameterObject;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.extractor.MethodParameterPojoExtractor;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the OpenAPI description, which is made on the first request for it and kept. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String ABOUT = """
            Registers devices, gives each a certificate, and sees to it that brokers let it in for as long as that is good.

            Every change answers with its `position` in the log; a read waits until its view has got to the log's head, or to \
            `min_position`. Errors are problem documents (RFC 9457) with a stable `error` code. Lists are paged by an opaque \
            `next_cursor`. A process describes what its own roles serve.

            The port for devices is not described here: there `POST /renew/{id}` renews the device whose certificate the \
            connection shows, and takes a CSR.""";

    // Controllers take them from the request as a whole; no caller gives them as a parameter.
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, ChangeRequest.class);
        // A value of ours is one parameter, not one for each of its components.
        MethodParameterPojoExtractor.addSimpleTypePredicate(
                type -> type.isRecord() && !type.isAnnotationPresent(ParameterObject.class));
    }

    @Bean
    OpenAPI description(@Value("${portal.public-url}") String publicUrl, ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        return new OpenAPI()
                .info(new Info()
                        .title("Device Onboarding Portal")
                        .description(ABOUT)
                        .version(properties == null ? "development" : properties.getVersion())
                        .license(new License().name("Apache 2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url(publicUrl)))
                .components(SharedParts.components())
                .tags(SharedParts.tags());
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    GlobalOperationCustomizer operationParts() {
        return new OperationParts();
    }

    @Bean
    GlobalOpenApiCustomizer wholeDescription() {
        return new WholeDescription();
    }
}
