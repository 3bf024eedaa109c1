package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.deviceonboarding.command.approval.FourEyesProperties;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.portal.deviceport.DevicePortServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Each way to give a certificate against each way to take access away, at moments by chance. {@code RACES_ROUNDS} says how many of
 * each pair.
 */
@DisplayName("What takes access away wins against")
class RevocationRacesTest extends PortalTest {
    private static final int ROUNDS = Integer.parseInt(System.getenv().getOrDefault("RACES_ROUNDS", "8"));
    private static final Duration GENEROUS = Duration.ofMinutes(5);
    /** Half a second may pass before a worker looks for a job. */
    private static final int JOB_TAKES = 700;

    private static final int CALL_TAKES = 120;
    private static final int ROWS = 6;

    @Autowired
    private EventStorageEngine log;

    @Autowired
    private FourEyesProperties fourEyes;

    @Autowired
    private DevicePortServer server;

    @TempDir
    private Path folder;

    private final Random random = new Random();
    private final Map<String, DeviceStatus> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private Caller operator;

    /** A way to take access away from a device. */
    enum Way {
        REVOKE(DeviceStatus.REVOKED),
        SUSPEND(DeviceStatus.SUSPENDED),
        DECOMMISSION(DeviceStatus.DECOMMISSIONED);

        private final DeviceStatus end;

        Way(DeviceStatus end) {
            this.end = end;
        }

        String of(String device) {
            return "/" + name().toLowerCase(Locale.ROOT) + "/" + device;
        }
    }

    @BeforeEach
    void somebodyCalls() {
        operator = operator();
    }

    @AfterEach
    void allSayTheSame(TestReporter reporter) throws Exception {
        fourEyes.actions().clear();
        new Agreement(jdbc, log, admin()).on(expected);
        reporter.publishEntry("outcomes", expected.size() + " devices; " + new TreeMap<>(answers));
    }

    @ParameterizedTest
    @EnumSource
    void aRenewal(Way way) throws Exception {
        rounds(i -> {
            String id = register(operator, "pump");
            List<Answer> both = together(
                    () -> operator.postJson("/renew/" + id, renewal(i)),
                    () -> take(way, id, random.nextInt(CALL_TAKES)));
            count(both.getFirst(), 201, 409);
            staysUndelivered(way, both.getFirst());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRenewalOfMany(Way way) throws Exception {
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet(operator, type, ROUNDS);
        String job = operator.postJson("/bulk/renew", renewal(type, ROUNDS, false))
                .is(202)
                .field("bulk_id");
        takeAll(way, devices, JOB_TAKES + CALL_TAKES * ROUNDS);
        countRows("/bulk/" + job);
    }

    @ParameterizedTest
    @EnumSource
    void anApprovalOfARenewal(Way way) throws Exception {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet(operator, type, ROUNDS);
        Answer asked =
                operator.postJson("/bulk/renew", renewal(type, ROUNDS, true)).is(202);
        take(way, devices.getFirst(), 0);
        together(
                () -> operator()
                        .post("/approvals/" + asked.field("approval_id") + "/approve")
                        .is(200),
                () -> {
                    takeAll(way, devices, JOB_TAKES + CALL_TAKES * ROUNDS);
                    return asked;
                });
        countRows("/bulk/" + asked.field("bulk_id"));
        assertThat(answers).as("at least what was taken before it was approved").containsKey(409);
    }

    @ParameterizedTest
    @EnumSource
    void anImport(Way way) throws Exception {
        String job = imports(operator, ROUNDS);
        List<String> devices = jdbc.sql("select device_id from bulk_row where job_id = cast(:id as uuid)")
                .param("id", job)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
        takeAll(way, devices, 0);
        countRows("/imports/" + job);
    }

    @ParameterizedTest
    @EnumSource
    void aRenewalByTheDeviceItself(Way way) throws Exception {
        rounds(_ -> {
            Device device = device(operator);
            String csr = device.csr("next");
            List<Answer> both =
                    together(() -> renewsItself(device, csr), () -> take(way, device.id(), random.nextInt(CALL_TAKES)));
            assertThat(both).hasSize(2);
        });
    }

    @Test
    void aRenewalWhoseKeyIsRevoked() throws Exception {
        rounds(i -> {
            Holder holder = holder();
            String id = register(operator, "pump");
            List<Answer> both = together(
                    () -> holder.caller().postJson("/renew/" + id, renewal(i)),
                    () -> revoke(holder, random.nextInt(CALL_TAKES)));
            count(both.getFirst(), 201, 401, 403);
            givesNothingAfter(both.getLast(), holder);
            expected.put(id, DeviceStatus.ACTIVE);
        });
    }

    @Test
    void aRenewalOfManyWhoseKeyIsRevoked() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            String type = "t" + UUID.randomUUID();
            fleet(operator, type, ROWS).forEach(id -> expected.put(id, DeviceStatus.ACTIVE));
            String job = holder.caller()
                    .postJson("/bulk/renew", quickRenewal(type, false))
                    .is(202)
                    .field("bulk_id");
            endsWith("/bulk/" + job, holder);
        });
    }

    @Test
    void anImportWhoseKeyIsRevoked() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            endsWith("/imports/" + imports(holder.caller(), ROWS), holder);
        });
    }

    @Test
    void anApprovalOfARenewalWhoseKeyIsRevoked() throws Exception {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
        rounds(i -> {
            Holder holder = holder();
            String type = "t" + UUID.randomUUID();
            fleet(operator, type, ROWS).forEach(id -> expected.put(id, DeviceStatus.ACTIVE));
            Answer asked = holder.caller()
                    .postJson("/bulk/renew", quickRenewal(type, true))
                    .is(202);
            List<Answer> both = together(
                    () -> operator.post("/approvals/" + asked.field("approval_id") + "/approve"),
                    () -> revoke(holder, random.nextInt(i % 2 == 0 ? JOB_TAKES : CALL_TAKES / 4)));
            count(both.getFirst(), 200, 409);
            over("/bulk/" + asked.field("bulk_id"));
            givesNothingAfter(both.getLast(), holder);
        });
    }

    @Test
    void noRenewalByTheDeviceItselfIfAKeyIsRevoked() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            Device device = device(holder.caller());
            String csr = device.csr("next");
            List<Answer> both = together(() -> renewsItself(device, csr), () -> revoke(holder, random.nextInt(20)));
            assertThat(both.getLast().status()).isEqualTo(200);
            expected.put(device.id(), DeviceStatus.ACTIVE);
        });
        assertThat(answers).containsOnlyKeys(201);
    }

    /** Somebody with a key of their own. */
    private record Holder(Caller caller, String keyId, String name) {}

    private interface Round {
        void play(int number) throws Exception;
    }

    private interface Call {
        Answer make() throws Exception;
    }

    private void rounds(Round round) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            round.play(i);
        }
    }

    private static List<Answer> together(Call one, Call other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> both = new ArrayList<>();
            for (Call call : List.of(one, other)) {
                both.add(callers.submit(() -> {
                    start.await();
                    return call.make();
                }));
            }
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }

    private Answer take(Way way, String id, int afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        Answer taken = operator.post(way.of(id)).is(200);
        expected.put(id, way.end);
        return taken;
    }

    /** From each, at some moment, as soon as it is there. */
    private void takeAll(Way way, List<String> devices, int withinMillis) throws Exception {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(4, Thread.ofVirtual().factory())) {
            List<Future<Answer>> taken = new ArrayList<>();
            long start = System.nanoTime();
            for (int i : random.ints(0, devices.size())
                    .distinct()
                    .limit(devices.size())
                    .toArray()) {
                long due = (long) taken.size() * withinMillis / devices.size();
                taken.add(callers.submit(() -> {
                    Thread.sleep(Math.max(0, due - (System.nanoTime() - start) / 1_000_000));
                    await().atMost(GENEROUS)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> isRegistered(devices.get(i)));
                    return take(way, devices.get(i), 0);
                }));
            }
            for (Future<Answer> one : taken) {
                one.get();
            }
        }
    }

    private boolean isRegistered(String id) {
        return jdbc.sql("select exists (select from domain_event_entry where aggregate_identifier = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private void endsWith(String job, Holder holder) throws Exception {
        Answer revoked = revoke(holder, random.nextInt(JOB_TAKES));
        over(job);
        countRows(job);
        givesNothingAfter(revoked, holder);
    }

    /** Neither what its holder asked for by it, nor what was done in their name. */
    private void givesNothingAfter(Answer revoked, Holder holder) {
        assertThat(jdbc.sql("""
                        select count(*) from domain_event_entry where meta_data::jsonb ->> 'actor' = :name and global_index > :position
                            and payload_type not in ('CommandRefused', 'ImportFinished', 'BulkFinished')
                        """)
                        .param("name", holder.name())
                        .param(
                                "position",
                                revoked.is(200).json().path("position").asLong())
                        .query(Long.class)
                        .single())
                .as("events in the name of %s after its revocation", holder.name())
                .isZero();
    }

    private JsonNode over(String job) {
        await().atMost(GENEROUS)
                .until(() -> List.of("completed", "cancelled")
                        .contains(admin().get(job).is(200).field("status")));
        return admin().get(job).json();
    }

    private void countRows(String job) {
        over(job);
        admin().get(job + "/results").is(200).text().lines().skip(1).forEach(line -> {
            String[] cells = line.strip().split(",", -1);
            boolean done = List.of("registered", "renewed").contains(cells[4]);
            answers.merge(done ? 201 : 409, 1, Integer::sum);
            assertThat(cells[5]).isIn("", "conflict", "key_revoked");
            if (done && job.startsWith("/imports")) {
                expected.putIfAbsent(cells[2], DeviceStatus.ACTIVE);
            }
        });
    }

    private void count(Answer answer, Integer... right) {
        assertThat(answer.status()).as(answer.text()).isIn((Object[]) right);
        answers.merge(answer.status(), 1, Integer::sum);
    }

    /** What is void is not handed out. */
    private void staysUndelivered(Way way, Answer renewed) {
        if (renewed.status() == 201 && way != Way.SUSPEND) {
            assertThat(nobody().post(Bundle.path(renewed)).status()).isIn(409, 410);
        }
    }

    private Answer renewsItself(Device device, String csr) throws Exception {
        Device.Got got = device.renew(server.port(), device.id(), "device", csr);
        assertThat(got.status()).as(got.text()).isIn(201, 403);
        answers.merge(got.status(), 1, Integer::sum);
        return operator.get("/device/" + device.id());
    }

    private Device device(Caller caller) throws Exception {
        await().atMost(GENEROUS).until(() -> server.port() > 0);
        Path files = Files.createTempDirectory(folder, "device");
        Files.writeString(files.resolve("ca.crt"), nobody().get("/ca.crt").text());
        String csr = new Device(files, "any").csr("device").replace("\n", "\\n");
        Answer registered =
                caller.postJson("/register", """
                {"name": "%s", "type": "pump", "csr": "%s"}""".formatted(newName(), csr)).is(201);
        Device device = new Device(files, registered.field("device_id"));
        device.keep("device", registered.field("certificate_pem"));
        return device;
    }

    private Holder holder() {
        Answer made = admin().postJson(
                        "/admin/api-keys",
                        "{\"name\": \"k-%s\", \"roles\": [\"operator\"]}".formatted(UUID.randomUUID()))
                .is(201);
        return new Holder(new Caller(admin().port(), made.field("key")), made.field("id"), made.field("name"));
    }

    private Answer revoke(Holder holder, int afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        return admin().send("DELETE", "/admin/api-keys/" + holder.keyId(), BodyPublishers.noBody());
    }

    private static String register(Caller caller, String type) {
        return caller.postJson("/register", """
                {"name": "%s", "type": "%s", "key_algorithm": "ec-p256"}""".formatted(newName(), type))
                .is(201)
                .field("device_id");
    }

    private static List<String> fleet(Caller caller, String type, int size) {
        return IntStream.range(0, size).mapToObj(_ -> register(caller, type)).toList();
    }

    private static String imports(Caller caller, int rows) {
        String list = IntStream.range(0, rows)
                .mapToObj(_ -> newName() + ",pump\n")
                .collect(Collectors.joining("", "name,type\n", ""));
        return caller.send(
                        "POST",
                        "/imports?key_algorithm=ec-p256",
                        BodyPublishers.ofString(list),
                        "Content-Type",
                        "text/csv")
                .is(202)
                .field("import_id");
    }

    /** Quick keys and slow ones in turn. */
    private static String renewal(int round) {
        return "{\"key_algorithm\": \"%s\"}".formatted(round % 2 == 0 ? "rsa-2048" : "ec-p256");
    }

    private static String renewal(String type, int count, boolean revokePrevious) {
        return """
                {"filter": {"type": "%s"}, "key_algorithm": "rsa-2048", "revoke_previous": %s, "expected_count": %d}""".formatted(type, revokePrevious, count);
    }

    private static String quickRenewal(String type, boolean revokePrevious) {
        return renewal(type, ROWS, revokePrevious).replace("rsa-2048", "ec-p256");
    }
}
