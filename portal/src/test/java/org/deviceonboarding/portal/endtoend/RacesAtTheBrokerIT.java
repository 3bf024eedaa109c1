package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.portal.web.RevocationRaces;
import org.deviceonboarding.testkit.http.Caller;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The races of {@link RevocationRaces}, some pairs at once, and then every certificate at the broker. */
@DisplayName("After races, a broker")
class RacesAtTheBrokerIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ROUNDS = 1;
    private static final int PAIRS_AT_ONCE = 4;
    private static final int DEVICES_AT_ONCE = 8;

    @TempDir
    private static Path directory;

    private static Installation portal;
    private static int devicePort;
    private static HikariDataSource database;

    /** @param good whether the log says so, and of its device that it is active */
    private record Certificate(String deviceId, String serial, boolean good) {}

    private enum Seen {
        /** It gets in and may write to its topic. */
        REACHES_ITS_TOPIC,
        GETS_IN,
        REFUSED
    }

    @BeforeAll
    static void start() throws Exception {
        devicePort = Installation.freePort();
        portal = Installation.start(
                directory.resolve("portal"),
                Map.of("FOUR_EYES", "mass_revocation", "DEVICE_PORT", Integer.toString(devicePort)));
        database = new HikariDataSource();
        database.setJdbcUrl(portal.jdbcUrl());
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        database.close();
        portal.end();
    }

    @Test
    void letsInWhatTheLogSaysIsGoodAndNothingElse(TestReporter reporter) throws Exception {
        JdbcClient jdbc = JdbcClient.create(database);
        Wallet wallet = Wallet.open(jdbc, directory.resolve("wallet"));
        Path devices = Files.createDirectories(directory.resolve("devices"));

        List<RevocationRaces> raced = race(jdbc, devices);
        wallet.putBundles(
                raced.stream().flatMap(races -> races.passwords().stream()).toList());
        wallet.putOwnKeys(devices);
        Map<String, DeviceStatus> expected = new HashMap<>();
        raced.forEach(races -> expected.putAll(races.expected()));
        List<Certificate> certificates = certificates(jdbc);
        assertThat(certificates)
                .as("all that were told to be active have a good certificate, and no others")
                .filteredOn(Certificate::good)
                .extracting(Certificate::deviceId)
                .containsOnly(expected.keySet().stream()
                        .filter(id -> expected.get(id) == DeviceStatus.ACTIVE)
                        .toArray(String[]::new));
        awaitReceipts();
        Map<Certificate, Seen> seen = tryAll(certificates, wallet);

        reporter.publishEntry("outcomes", expected.size() + " devices; " + answers(raced) + "; " + counts(seen));
        assertThat(seen)
                .allSatisfy((certificate, what) ->
                        assertThat(what).isEqualTo(certificate.good() ? Seen.REACHES_ITS_TOPIC : Seen.REFUSED));
        assertThat(seen).containsValue(Seen.REACHES_ITS_TOPIC).containsValue(Seen.REFUSED);
    }

    private static List<RevocationRaces> race(JdbcClient jdbc, Path devices) throws Exception {
        Caller admin = new Caller(portal.port(), portal.api().key());
        return atOnce(
                PAIRS_AT_ONCE,
                RevocationRaces.pairs().stream()
                        .<Callable<RevocationRaces>>map(pair -> () -> {
                            RevocationRaces races = new RevocationRaces(jdbc, admin, () -> devicePort, devices, ROUNDS);
                            pair.play().in(races);
                            return races;
                        })
                        .toList());
    }

    /** What the log says of all that devices ever got, but for the broker's canaries. */
    private static List<Certificate> certificates(JdbcClient jdbc) {
        return jdbc.sql("""
                        with event as materialized (
                            select type, device_id, payload ->> 'serial' as serial from event_log where type in
                            ('CertificateIssued', 'CertificateRevoked', 'DeviceSuspended', 'DeviceDecommissioned')
                            and device_id in (select device_id from device_name))
                        select device_id, serial,
                            serial not in (select serial from event where type = 'CertificateRevoked')
                            and device_id not in (
                                select device_id from event where type in ('DeviceSuspended', 'DeviceDecommissioned'))
                        from event where type = 'CertificateIssued'
                        """)
                .query((row, _) -> new Certificate(
                        String.valueOf(row.getString(1)), String.valueOf(row.getString(2)), row.getBoolean(3)))
                .list();
    }

    private static void awaitReceipts() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode brokers = portal.api().get("/brokers").json().path("items");
            assertThat(brokers).singleElement().satisfies(broker -> {
                assertThat(broker.path("status").asString()).isEqualTo("enforced");
                assertThat(broker.path("lag_positions").asLong()).isZero();
            });
        });
    }

    /** A device has one session at a time, so its certificates take turns. */
    private static Map<Certificate, Seen> tryAll(List<Certificate> certificates, Wallet wallet) throws Exception {
        Instant deadline = Instant.now().plus(SOON);
        Map<Certificate, Seen> seen = new HashMap<>();
        atOnce(
                        DEVICES_AT_ONCE,
                        certificates.stream().collect(Collectors.groupingBy(Certificate::deviceId)).values().stream()
                                .<Callable<Map<Certificate, Seen>>>map(ofOne -> () -> {
                                    Map<Certificate, Seen> some = new HashMap<>();
                                    for (Certificate certificate : ofOne) {
                                        some.put(certificate, attempt(certificate, wallet, deadline));
                                    }
                                    return some;
                                })
                                .toList())
                .forEach(seen::putAll);
        return seen;
    }

    /**
     * What must be refused is refused from the receipt on. What must get in may have to wait: Mosquitto 2.0 ends now and then at a
     * reload, and is started again.
     */
    private static Seen attempt(Certificate certificate, Wallet wallet, Instant deadline) throws Exception {
        Credentials credentials = wallet.credentials(certificate.deviceId(), certificate.serial(), portal.brokerPort());
        while (true) {
            boolean mayWait = Instant.now().isBefore(deadline);
            try {
                Seen seen = attempt(credentials);
                if (!certificate.good() || seen == Seen.REACHES_ITS_TOPIC || !mayWait) {
                    return seen;
                }
            } catch (ConnectException e) {
                if (!mayWait) {
                    throw e;
                }
            }
            Thread.sleep(200);
        }
    }

    /** @throws ConnectException if there is no broker */
    private static Seen attempt(Credentials credentials) throws Exception {
        try (Session session = credentials.connect()) {
            return session.mayPublish("devices/" + credentials.deviceId() + "/hello")
                    ? Seen.REACHES_ITS_TOPIC
                    : Seen.GETS_IN;
        } catch (MqttException e) {
            if (e.getCause() instanceof ConnectException nobodyThere) {
                throw nobodyThere;
            }
            return Seen.REFUSED;
        }
    }

    private static Map<Integer, Integer> answers(List<RevocationRaces> raced) {
        Map<Integer, Integer> answers = new TreeMap<>();
        raced.forEach(races -> races.answers().forEach((status, count) -> answers.merge(status, count, Integer::sum)));
        return answers;
    }

    private static String counts(Map<Certificate, Seen> seen) {
        return seen.values().stream()
                .collect(Collectors.groupingBy(what -> what, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static <T> List<T> atOnce(int many, List<Callable<T>> calls) throws Exception {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(many, Thread.ofVirtual().factory())) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : callers.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
