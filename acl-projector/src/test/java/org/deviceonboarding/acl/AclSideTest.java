package org.deviceonboarding.acl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.release.BrokerStatus;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.TopicRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@DisplayName("The ACL side")
class AclSideTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TestPki PKI = TestPki.SHARED;

    @TempDir
    Path temp;

    private final SlowLog slow = new SlowLog();
    private final EventStore log = EmbeddedEventStore.builder()
            .storageEngine(slow)
            .optimizeEventConsumption(false)
            .build();
    private final HttpServer crls;
    private volatile boolean crlSigned = true;

    AclSideTest() throws IOException {
        crls = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serveCrl() throws IOException {
        PKI.brokerFolder(folder());
        byte[] crl = PKI.crl(7).getBytes(US_ASCII);
        crls.createContext("/crl.pem", exchange -> {
            if (!crlSigned) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(200, crl.length);
            exchange.getResponseBody().write(crl);
            exchange.close();
        });
        crls.start();
        append(PKI.authority());
    }

    @AfterEach
    void stop() {
        slow.goOn.countDown();
        crls.stop(0);
    }

    @Test
    void publishesNothingUntilTheLogWasReadAndThenFollowsIt() throws Exception {
        append(
                TestLog.registered(1),
                TestLog.issued(1, 1),
                TestLog.registered(2),
                TestLog.issued(2, 2),
                TestLog.issued(3, 3));
        slow.stopBefore = 4;

        try (ConfigurableApplicationContext context = start()) {
            await().atMost(SOON).until(() -> reached(context) >= 2);
            assertThat(loop(context).turn()).isEqualTo(BrokerStatus.STARTING);
            assertThat(folder().acl()).doesNotExist();
            assertThat(health(context).getStatus()).isEqualTo(new Status("DEGRADED"));

            slow.goOn.countDown();
            await().atMost(SOON).until(() -> health(context).getStatus().equals(Status.UP));
            assertThat(grants()).containsOnlyKeys(TestLog.device(1), TestLog.device(2), TestLog.device(3));
            assertThat(health(context).getDetails())
                    .containsEntry("broker", "berlin")
                    .containsEntry("managed", false)
                    .containsEntry("position", 5L);

            append(TestLog.revoked(2, 2));
            await().atMost(SOON).until(() -> grants().size() == 2);
            assertThat(grants()).containsOnlyKeys(TestLog.device(1), TestLog.device(3));
        }
    }

    @Test
    void givesABrokerOfANewFleetItsEmptyPolicy() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            await().atMost(SOON).until(() -> health(context).getStatus().equals(Status.UP));
            assertThat(grants()).isEmpty();
            assertThat(folder().acl().resolveSibling("mosquitto.conf")).exists();

            append(TestLog.registered(1), TestLog.issued(1, 1));
            await().atMost(SOON).until(() -> grants().size() == 1);
        }
    }

    @Test
    void keepsAskingForTheFirstCrl() throws Exception {
        crlSigned = false;
        append(TestLog.issued(1, 1));

        try (ConfigurableApplicationContext context = start()) {
            await().atMost(SOON)
                    .until(() -> String.valueOf(health(context).getDetails().get("error"))
                            .endsWith("status 503"));
            assertThat(folder().acl()).doesNotExist();

            crlSigned = true;
            await().atMost(SOON).until(() -> health(context).getStatus().equals(Status.UP));
            assertThat(grants()).containsOnlyKeys(TestLog.device(1));
        }
    }

    @Test
    void stopsAtAnEventItDoesNotKnowRatherThanPassOverIt() throws Exception {
        append(TestLog.issued(1, 1));

        try (ConfigurableApplicationContext context = start()) {
            await().atMost(SOON).until(() -> health(context).getStatus().equals(Status.UP));
            append(TestLog.issued(2, 2), "an event of tomorrow", TestLog.issued(3, 3));

            await().atMost(SOON).until(() -> grants().size() == 2);
            await().atMost(SOON).until(() -> health(context).getStatus().equals(new Status("DEGRADED")));
            // At 3, or at 4 after what the process itself says of its broker.
            assertThat(health(context).getDetails().get("error"))
                    .asString()
                    .matches("The log holds an event at position [34] that this version does not know:"
                            + " update this process");
            assertThat(grants()).containsOnlyKeys(TestLog.device(1), TestLog.device(2));
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(OneRole.class)
                .web(WebApplicationType.NONE)
                .profiles("acl")
                .initializers(context -> context.getBeanFactory().registerSingleton("eventStore", log))
                .run(
                        "--portal.broker.id=berlin",
                        "--portal.broker.managed=false",
                        "--portal.broker.acl-file=" + folder().acl(),
                        "--portal.broker.crl-url=http://localhost:"
                                + crls.getAddress().getPort() + "/crl.pem",
                        "--axon.axonserver.enabled=false",
                        "--axon.update-check.disabled=true",
                        "--axon.serializer.general=jackson3");
    }

    private void append(Object... events) {
        log.publish(Stream.of(events).map(GenericEventMessage::asEventMessage).toList());
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }

    private SortedMap<DeviceId, List<TopicRule>> grants() throws Exception {
        return AclFile.parse(Files.readString(folder().acl())).blocks();
    }

    private static Health health(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean("mqtt_broker", HealthIndicator.class).health());
    }

    private static ReconcileLoop loop(ConfigurableApplicationContext context) {
        return context.getBean(ReconcileLoop.class);
    }

    private static StreamingEventProcessor processor(ConfigurableApplicationContext context) {
        return context.getBean(EventProcessingConfiguration.class)
                .eventProcessor("acl", StreamingEventProcessor.class)
                .orElseThrow();
    }

    private static long reached(ConfigurableApplicationContext context) {
        return processor(context).processingStatus().values().stream()
                .map(EventTrackerStatus::getCurrentPosition)
                .mapToLong(position -> position.orElse(-1))
                .max()
                .orElse(-1);
    }

    /** A process with this one role. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(AclSide.class)
    static class OneRole {
        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        SecureRandom random() {
            return new SecureRandom();
        }
    }

    /** A log that keeps its reader waiting before one of its events. */
    private static final class SlowLog extends InMemoryEventStorageEngine {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile long stopBefore = Long.MAX_VALUE;

        @Override
        public Stream<TrackedEventMessage<?>> readEvents(@Nullable TrackingToken from, boolean mayBlock) {
            return super.readEvents(from, mayBlock).map(this::inTime).map(event -> event);
        }

        private TrackedEventMessage<?> inTime(TrackedEventMessage<?> event) {
            if (event.trackingToken().position().orElseThrow() >= stopBefore) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return event;
        }
    }
}
