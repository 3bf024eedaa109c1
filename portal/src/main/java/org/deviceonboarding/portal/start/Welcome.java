package org.deviceonboarding.portal.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Prints what a new user needs at the end of a start: the address, how to sign in, and the next command. It waits until
 * everything is healthy, because a managed broker needs some seconds, or until {@link #PATIENCE} is over.
 */
@Component
@Profile("command & query")
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger log = LoggerFactory.getLogger(Welcome.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Collection<HealthIndicator> indicators;
    private final String address;
    private final Path key;

    Welcome(
            Map<String, HealthIndicator> indicators,
            @Value("${portal.public-url}") String address,
            @Value("${portal.data-dir}") Path directory) {
        this.indicators = indicators.values();
        this.address = address.replaceAll("/+$", "");
        this.key = directory.resolve("admin.key").toAbsolutePath().normalize();
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Thread.ofVirtual().name("welcome").start(this::greet);
    }

    private void greet() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean healthy = healthy();
        try {
            while (!healthy && System.nanoTime() - end < 0) {
                Thread.sleep(PAUSE);
                healthy = healthy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        log.info("{}", text(healthy, Files.exists(key), Files.exists(Path.of("cli", "onboard"))));
    }

    private boolean healthy() {
        return indicators.stream().allMatch(indicator -> {
            Health health = indicator.health();
            return health != null && health.getStatus().equals(Status.UP);
        });
    }

    /**
     * @param firstKey whether the key made at the first start is still in its file
     * @param sources whether the process runs in a checkout of the project
     */
    String text(boolean healthy, boolean firstKey, boolean sources) {
        String command = "onboard login " + address + (firstKey ? " --key-file " + key : "");
        return """
                The portal is ready at %s%s
                  Sign in there with %s.
                  Next, in a second terminal: %s""".formatted(
                        address,
                        healthy ? "" : ", but not healthy yet: see " + address + "/health",
                        firstKey ? "the key in " + key : "an API key",
                        sources ? "./mvnw -q -pl cli -am -DskipTests package && cli/" + command : command);
    }
}
