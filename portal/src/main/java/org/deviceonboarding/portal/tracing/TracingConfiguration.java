package org.deviceonboarding.portal.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.time.InstantSource;
import org.deviceonboarding.log.append.ProcessName;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends traces if there is somebody to send them to. Otherwise, none of OpenTelemetry's classes is loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${portal.tracing.endpoint}'.isEmpty()")
class TracingConfiguration {
    @Bean
    OtlpTracing tracing(
            @Value("${portal.tracing.endpoint}") String endpoint,
            @Value("${portal.tracing.share}") double share,
            @Value("${portal.roles}") String roles,
            ProcessName process,
            InstantSource clock) {
        return new OtlpTracing(
                endpoint.replaceFirst("/+$", "") + "/v1/traces",
                share,
                Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "portal",
                        AttributeKey.stringKey("service.instance.id"),
                        process.value(),
                        AttributeKey.stringKey("portal.roles"),
                        roles)),
                clock);
    }
}
