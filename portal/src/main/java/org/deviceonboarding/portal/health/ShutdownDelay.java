package org.deviceonboarding.portal.health;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Lets the portal answer for a while after {@code GET /health/ready} has begun to say that it ends, so that a load balancer notices
 * before connections are refused.
 */
@Component
final class ShutdownDelay implements ApplicationListener<ContextClosedEvent>, Ordered {
    private final Duration delay;

    ShutdownDelay(@Value("${portal.shutdown-delay}") Duration delay) {
        this.delay = delay;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before anything else ends. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
