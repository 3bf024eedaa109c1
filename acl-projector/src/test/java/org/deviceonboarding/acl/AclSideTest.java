package org.deviceonboarding.acl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.release.BrokerStatus;
import org.deviceonboarding.acl.release.ReconcileLoop;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.TopicRule;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.EventAppender;
import org.deviceonboarding.log.reader.EntrySource;
import org.deviceonboarding.log.reader.LogReader;
import org.deviceonboarding.log.reader.LogReaders;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.EventJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
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

    private final SlowLog log = new SlowLog();
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
        log.goOn.countDown();
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
        log.stopBefore = 4;

        try (ConfigurableApplicationContext context = start()) {
            await().atMost(SOON).until(() -> reached(context) >= 2);
            assertThat(loop(context).turn()).isEqualTo(BrokerStatus.STARTING);
            assertThat(folder().acl()).doesNotExist();
            assertThat(health(context).getStatus()).isEqualTo(new Status("DEGRADED"));

            log.goOn.countDown();
            await().atMost(SOON).until(() -> health(context).getStatus().equals(Status.UP));
            assertThat(grants()).containsOnlyKeys(TestLog.device(1), TestLog.device(2), TestLog.device(3));
            assertThat(health(context).getDetails())
                    .containsEntry("broker", "berlin")
                    .containsEntry("managed", false)
                    .containsEntry("position", 6L);

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
            // At 4, or at 5 after what the process itself says of its broker.
            assertThat(health(context).getDetails().get("error"))
                    .asString()
                    .matches("The entry at position [45] is a String of revision 1, which this version does not know:"
                            + " update this process");
            assertThat(grants()).containsOnlyKeys(TestLog.device(1), TestLog.device(2));
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(OneRole.class)
                .web(WebApplicationType.NONE)
                .profiles("acl")
                .initializers(context -> context.getBeanFactory().registerSingleton("log", log))
                .run(
                        "--portal.broker.id=berlin",
                        "--portal.broker.managed=false",
                        "--portal.broker.acl-file=" + folder().acl(),
                        "--portal.broker.crl-url=http://localhost:"
                                + crls.getAddress().getPort() + "/crl.pem");
    }

    private void append(Object... events) {
        Stream.of(events).forEach(log::append);
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

    private static long reached(ConfigurableApplicationContext context) {
        return context.getBean(LogReaders.class).position("acl").orElse(-1);
    }

    /** A process with this one role. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(AclSide.class)
    static class OneRole {
        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }

        @Bean
        EventAppender appender(SlowLog log) {
            return (event, _) -> log.append(event);
        }

        @Bean
        LogReaders readers(SlowLog log, List<LogReader> readers) {
            return new LogReaders(readers, log, log.appends, null, null, _ -> {});
        }

        @Bean
        SecureRandom random() {
            return new SecureRandom();
        }
    }

    /** A log in memory that keeps its reader waiting before one of its events. */
    static final class SlowLog implements EntrySource {
        private final Appends appends = new Appends();
        private final List<LogEntry> entries = new CopyOnWriteArrayList<>();
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile long stopBefore = Long.MAX_VALUE;

        synchronized void append(Object event) {
            long position = entries.size() + 1L;
            entries.add(new LogEntry(
                    position,
                    "event " + position,
                    "aggregate " + position,
                    0,
                    null,
                    event.getClass().getSimpleName(),
                    EventCatalogue.contains(event.getClass()) ? EventCatalogue.revision(event.getClass()) : "1",
                    TestLog.AT.toString(),
                    EventJson.mapper().writeValueAsString(event),
                    "{}"));
            appends.ring();
        }

        @Override
        public Sighting sighting(long position) {
            return new Sighting(
                    1,
                    entries.stream()
                            .filter(entry -> entry.position() == position)
                            .map(LogEntry::eventId)
                            .findFirst()
                            .orElse(null));
        }

        @Override
        public long head() {
            return entries.size();
        }

        @Override
        public List<LogEntry> after(long position, int most) {
            if (position + 1 >= stopBefore) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            long end = goOn.getCount() == 0 ? Long.MAX_VALUE : stopBefore;
            return entries.stream()
                    .filter(entry -> entry.position() > position && entry.position() < end)
                    .limit(most)
                    .toList();
        }
    }
}
