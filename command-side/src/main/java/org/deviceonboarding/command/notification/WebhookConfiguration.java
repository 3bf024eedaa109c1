package org.deviceonboarding.command.notification;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Switches webhooks on if a receiver is set. */
@Configuration(proxyBeanMethods = false)
@Conditional(WebhookConfiguration.Receiver.class)
class WebhookConfiguration {
    static final class Receiver implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("portal.renewal.webhook-url", "")
                    .isEmpty();
        }
    }

    @Bean
    WebhookSender webhookSender(
            Outbox outbox,
            WebhookProperties properties,
            SSLContext tls,
            SecureRandom random,
            InstantSource clock,
            MeterRegistry metrics) {
        Webhook webhook =
                new Webhook(URI.create(properties.webhookUrl()), WebhookSignature.of(properties.webhookSecret()), tls);
        return new WebhookSender(outbox, webhook, new Patience(random), clock, metrics);
    }

    @Bean("webhook")
    WebhookHealth webhookHealth(Outbox outbox, InstantSource clock) {
        return new WebhookHealth(outbox, clock);
    }
}
