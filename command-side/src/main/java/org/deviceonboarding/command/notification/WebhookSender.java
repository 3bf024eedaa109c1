package org.deviceonboarding.command.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.log.lease.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages that are due, one after the other, on a thread of its own. After a failure it rests before it turns
 * to the next.
 */
class WebhookSender extends Repeated {
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LEASE = Webhook.DEADLINE.multipliedBy(6);

    private final Outbox outbox;
    private final Webhook webhook;
    private final Patience patience;
    private final InstantSource clock;
    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;

    WebhookSender(Outbox outbox, Webhook webhook, Patience patience, InstantSource clock, MeterRegistry metrics) {
        super("webhook-sender", PAUSE);
        this.outbox = outbox;
        this.webhook = webhook;
        this.patience = patience;
        this.clock = clock;
        this.delivered = counter(metrics, "delivered");
        this.failed = counter(metrics, "failed");
        this.givenUp = counter(metrics, "given_up");
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("webhook.attempts")
                .description("Tries to bring a message to the receiver of webhooks; given_up counts messages")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    protected void turn() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            Optional<Message> next = outbox.claim(clock.instant(), LEASE);
            if (next.isEmpty() || !send(next.get())) {
                return;
            }
        }
    }

    private boolean send(Message message) throws InterruptedException {
        try {
            webhook.post(message, clock.instant());
            outbox.delivered(message);
            delivered.increment();
            return true;
        } catch (IOException e) {
            failed.increment();
            Optional<Duration> wait = patience.after(message.attempts());
            if (wait.isPresent()) {
                outbox.postpone(message, clock.instant().plus(wait.get()));
                log.warn("{} was not delivered, next try in {}: {}", message.id(), wait.get(), e.getMessage());
            } else {
                outbox.giveUp(message, clock.instant());
                givenUp.increment();
                log.error("{} is given up after {} tries: {}", message.id(), message.attempts(), e.getMessage());
            }
            return false;
        } catch (InterruptedException e) {
            outbox.postpone(message, clock.instant()); // to whichever process goes on
            throw e;
        }
    }
}
