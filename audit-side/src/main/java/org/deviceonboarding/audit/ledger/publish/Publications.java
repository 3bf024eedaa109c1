package org.deviceonboarding.audit.ledger.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes checkpoints to all destinations. Each destination has a thread of its own, so a slow one delays neither the others nor
 * the signing.
 */
@Component
public class Publications implements SmartLifecycle {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final List<Publication> publications;
    private volatile boolean running;

    Publications(
            PublishingProperties settings,
            SSLContext tls,
            MeterRegistry metrics,
            SecureRandom random,
            InstantSource clock) {
        this.publications = publishers(settings, tls, random).stream()
                .map(publisher -> new Publication(publisher, failures(metrics, publisher), FIRST_PAUSE, clock))
                .toList();
    }

    /** Takes the newest checkpoint, which may be the same as before, and returns at once. */
    public void offer(String note) {
        publications.forEach(publication -> publication.offer(note));
    }

    /** The destinations that fail, with the time of the first failure. */
    SortedMap<String, Instant> failing() {
        SortedMap<String, Instant> failing = new TreeMap<>();
        for (Publication publication : publications) {
            publication.failingSince().ifPresent(since -> failing.put(publication.name(), since));
        }
        return failing;
    }

    private static List<CheckpointPublisher> publishers(
            PublishingProperties settings, SSLContext tls, SecureRandom random) {
        List<CheckpointPublisher> publishers = new ArrayList<>();
        if (!settings.file().isEmpty()) {
            publishers.add(new FilePublisher(new AtomicFile(Path.of(settings.file()))));
        }
        if (!settings.webhookUrl().isEmpty()) {
            publishers.add(new WebhookPublisher(URI.create(settings.webhookUrl()), tls));
        }
        if (!settings.mqttUrl().isEmpty()) {
            publishers.add(new MqttPublisher(settings, tls, random));
        }
        return publishers;
    }

    private static Counter failures(MeterRegistry metrics, CheckpointPublisher publisher) {
        return Counter.builder("ledger.publish.failures")
                .description("Tries to publish a checkpoint that failed")
                .tag("publisher", publisher.name())
                .register(metrics);
    }

    @Override
    public void start() {
        publications.forEach(Publication::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        publications.forEach(Publication::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
