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
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Each way to give a certificate against each way to take access away, at moments by chance. The portal must ask for approvals of
 * mass revocations. {@code RACES_ROUNDS} says how many of each pair.
 */
public final class RevocationRaces {
    private static final Duration GENEROUS = Duration.ofMinutes(5);
    private static final int WORKER_LOOKS = 500;
    private static final int ROWS = 6;

    private final JdbcClient jdbc;
    private final Caller admin;
    private final Caller operator;
    private final IntSupplier devicePort;
    private final Path folder;
    private final int rounds;

    private final Random random = new Random();
    /** How long the last registration took, in ms, on this machine with all that goes on there. */
    private volatile int pace = 1;

    private final Map<String, DeviceStatus> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final Queue<Answer> passwords = new ConcurrentLinkedQueue<>();

    /** One thing against another. */
    public record Pair(String name, Play play) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A pair's rounds. */
    public interface Play {
        void in(RevocationRaces races) throws Exception;
    }

    /** A way to take access away from a device. */
    private enum Way {
        REVOKE(DeviceStatus.REVOKED),
        SUSPEND(DeviceStatus.SUSPENDED),
        DECOMMISSION(DeviceStatus.DECOMMISSIONED);

        private final DeviceStatus end;

        Way(DeviceStatus end) {
            this.end = end;
        }

        String of(String device) {
            return "/" + verb() + "/" + device;
        }

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody with a key of their own. */
    private record Holder(Caller caller, String keyId, String name) {}

    private interface Round {
        void play(int number) throws Exception;
    }

    private interface Call {
        Answer make() throws Exception;
    }

    /**
     * @param devicePort where devices renew themselves; 0 as long as nobody knows
     * @param folder for the files of devices that make their own keys
     * @param unlessSaid how many rounds
     */
    public RevocationRaces(JdbcClient jdbc, Caller admin, IntSupplier devicePort, Path folder, int unlessSaid) {
        this.jdbc = jdbc;
        this.admin = admin;
        this.operator = holder().caller();
        this.devicePort = devicePort;
        this.folder = folder;
        this.rounds = Integer.parseInt(System.getenv().getOrDefault("RACES_ROUNDS", Integer.toString(unlessSaid)));
    }

    public static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Way way : Way.values()) {
            pairs.add(new Pair("a renewal: " + way.verb(), races -> races.renewal(way)));
            pairs.add(new Pair("a renewal of many: " + way.verb(), races -> races.renewalOfMany(way)));
            pairs.add(new Pair("an approval of a renewal of many: " + way.verb(), races -> races.approvedRenewal(way)));
            pairs.add(new Pair("an import: " + way.verb(), races -> races.imported(way)));
            pairs.add(new Pair("a renewal by the device itself: " + way.verb(), races -> races.selfRenewal(way)));
        }
        pairs.add(new Pair("a renewal: its key is revoked", RevocationRaces::renewalByARevokedKey));
        pairs.add(new Pair("a renewal of many: its key is revoked", RevocationRaces::renewalOfManyByARevokedKey));
        pairs.add(new Pair("an import: its key is revoked", RevocationRaces::importByARevokedKey));
        pairs.add(new Pair(
                "an approval of a renewal of many: the requester's key is revoked",
                RevocationRaces::approvedRenewalForARevokedKey));
        pairs.add(new Pair(
                "a renewal by the device itself, although the key that registered it is revoked",
                RevocationRaces::selfRenewalAfterARevokedKey));
        return pairs;
    }

    /** What each device is, as whoever asked was told. */
    public Map<String, DeviceStatus> expected() {
        return expected;
    }

    /** How often each status was answered. */
    public Map<Integer, Integer> answers() {
        return answers;
    }

    /** Those that told a password. */
    public List<Answer> passwords() {
        return List.copyOf(passwords);
    }

    private void renewal(Way way) throws Exception {
        rounds(i -> {
            String id = register(operator, "pump");
            List<Answer> both = together(
                    () -> operator.postJson("/renew/" + id, renewal(i)),
                    () -> take(way, id, random.nextInt(callTakes())));
            count(both.getFirst(), 201, 409);
            staysUndelivered(way, both.getFirst());
        });
    }

    private void renewalOfMany(Way way) throws Exception {
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet(operator, type, rounds);
        String job = kept(operator.postJson("/bulk/renew", renewal(type, rounds, false))
                        .is(202))
                .field("bulk_id");
        takeAll(way, devices, jobTakes(rounds));
        countRows("/bulk/" + job);
    }

    private void approvedRenewal(Way way) throws Exception {
        String type = "t" + UUID.randomUUID();
        List<String> devices = fleet(operator, type, rounds);
        Answer asked = kept(
                operator.postJson("/bulk/renew", renewal(type, rounds, true)).is(202));
        Caller approver = holder().caller();
        take(way, devices.getFirst(), 0);
        together(
                () -> approver.post("/approvals/" + asked.field("approval_id") + "/approve")
                        .is(200),
                () -> {
                    takeAll(way, devices, jobTakes(rounds));
                    return asked;
                });
        countRows("/bulk/" + asked.field("bulk_id"));
        assertThat(answers).as("at least what was taken before it was approved").containsKey(409);
    }

    private void imported(Way way) throws Exception {
        String job = imports(operator, rounds);
        List<String> devices = jdbc.sql("select device_id from bulk_row where job_id = cast(:id as uuid)")
                .param("id", job)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
        takeAll(way, devices, 0);
        countRows("/imports/" + job);
    }

    private void selfRenewal(Way way) throws Exception {
        rounds(_ -> {
            CurlDevice device = device(operator);
            String csr = device.csr("next");
            List<Answer> both = together(
                    () -> renewsItself(device, csr), () -> take(way, device.id(), random.nextInt(callTakes())));
            assertThat(both).hasSize(2);
        });
    }

    private void renewalByARevokedKey() throws Exception {
        rounds(i -> {
            Holder holder = holder();
            String id = register(operator, "pump");
            List<Answer> both = together(
                    () -> holder.caller().postJson("/renew/" + id, renewal(i)),
                    () -> revoke(holder, random.nextInt(callTakes())));
            count(both.getFirst(), 201, 401, 403);
            givesNothingAfter(both.getLast(), holder);
            expected.put(id, DeviceStatus.ACTIVE);
        });
    }

    private void renewalOfManyByARevokedKey() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            String type = "t" + UUID.randomUUID();
            fleet(operator, type, ROWS).forEach(id -> expected.put(id, DeviceStatus.ACTIVE));
            String job = kept(holder.caller()
                            .postJson("/bulk/renew", quickRenewal(type, false))
                            .is(202))
                    .field("bulk_id");
            endsWith("/bulk/" + job, holder);
        });
    }

    private void importByARevokedKey() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            endsWith("/imports/" + imports(holder.caller(), ROWS), holder);
        });
    }

    private void approvedRenewalForARevokedKey() throws Exception {
        rounds(i -> {
            Holder holder = holder();
            String type = "t" + UUID.randomUUID();
            fleet(operator, type, ROWS).forEach(id -> expected.put(id, DeviceStatus.ACTIVE));
            Answer asked = kept(holder.caller()
                    .postJson("/bulk/renew", quickRenewal(type, true))
                    .is(202));
            List<Answer> both = together(
                    () -> operator.post("/approvals/" + asked.field("approval_id") + "/approve"),
                    () -> revoke(holder, random.nextInt(i % 2 == 0 ? jobTakes(1) : pace)));
            count(both.getFirst(), 200, 409);
            over("/bulk/" + asked.field("bulk_id"));
            givesNothingAfter(both.getLast(), holder);
        });
    }

    private void selfRenewalAfterARevokedKey() throws Exception {
        rounds(_ -> {
            Holder holder = holder();
            CurlDevice device = device(holder.caller());
            String csr = device.csr("next");
            List<Answer> both = together(() -> renewsItself(device, csr), () -> revoke(holder, random.nextInt(pace)));
            assertThat(both.getLast().status()).isEqualTo(200);
            expected.put(device.id(), DeviceStatus.ACTIVE);
        });
        assertThat(answers).containsOnlyKeys(201);
    }

    private void rounds(Round round) throws Exception {
        for (int i = 0; i < rounds; i++) {
            round.play(i);
        }
    }

    private List<Answer> together(Call one, Call other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> both = new ArrayList<>();
            for (Call call : List.of(one, other)) {
                both.add(callers.submit(() -> {
                    start.await();
                    return kept(call.make());
                }));
            }
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }

    private Answer kept(Answer answer) {
        if (answer.text().contains("\"credentials_password\"")) {
            passwords.add(answer);
        }
        return answer;
    }

    /** At most, mostly: keys for RSA take long. */
    private int callTakes() {
        return 4 * pace;
    }

    private int jobTakes(int rows) {
        return WORKER_LOOKS + callTakes() * (1 + rows);
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
        Answer revoked = revoke(holder, random.nextInt(jobTakes(1)));
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
                        .contains(admin.get(job).is(200).field("status")));
        return admin.get(job).json();
    }

    private void countRows(String job) {
        over(job);
        admin.get(job + "/results").is(200).text().lines().skip(1).forEach(line -> {
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
            assertThat(nobody().post(CredentialsZip.path(renewed)).status()).isIn(409, 410);
        }
    }

    private Answer renewsItself(CurlDevice device, String csr) throws Exception {
        CurlDevice.Got got = device.renew(devicePort.getAsInt(), device.id(), "device", csr);
        assertThat(got.status()).as(got.text()).isIn(201, 403);
        answers.merge(got.status(), 1, Integer::sum);
        if (got.status() == 201) {
            device.keep("next", got.field("certificate_pem"));
        }
        return operator.get("/device/" + device.id());
    }

    private CurlDevice device(Caller caller) throws Exception {
        await().atMost(GENEROUS).until(() -> devicePort.getAsInt() > 0);
        Path files = Files.createTempDirectory(folder, "device");
        Files.writeString(files.resolve("ca.crt"), nobody().get("/ca.crt").text());
        String csr = new CurlDevice(files, "any").csr("device").replace("\n", "\\n");
        Answer registered = registered(caller, "pump", "\"csr\": \"%s\"".formatted(csr));
        CurlDevice device = new CurlDevice(files, registered.field("device_id"));
        device.keep("device", registered.field("certificate_pem"));
        return device;
    }

    private Caller nobody() {
        return new Caller(admin.port(), null);
    }

    private Holder holder() {
        Answer made = admin.postJson(
                        "/admin/api-keys",
                        "{\"name\": \"k-%s\", \"roles\": [\"operator\"]}".formatted(UUID.randomUUID()))
                .is(201);
        return new Holder(new Caller(admin.port(), made.field("key")), made.field("id"), made.field("name"));
    }

    private Answer revoke(Holder holder, int afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        return admin.send("DELETE", "/admin/api-keys/" + holder.keyId(), BodyPublishers.noBody());
    }

    private String register(Caller caller, String type) {
        return registered(caller, type, "\"key_algorithm\": \"ec-p256\"").field("device_id");
    }

    private Answer registered(Caller caller, String type, String key) {
        long start = System.nanoTime();
        Answer answer = caller.postJson("/register", """
                {"name": "%s", "type": "%s", %s}""".formatted(PortalTest.newName(), type, key))
                .is(201);
        pace = 1 + (int) ((System.nanoTime() - start) / 1_000_000);
        return kept(answer);
    }

    private List<String> fleet(Caller caller, String type, int size) {
        return IntStream.range(0, size).mapToObj(_ -> register(caller, type)).toList();
    }

    private String imports(Caller caller, int rows) {
        String list = IntStream.range(0, rows)
                .mapToObj(_ -> PortalTest.newName() + ",pump\n")
                .collect(Collectors.joining("", "name,type\n", ""));
        return kept(caller.send(
                                "POST",
                                "/imports?key_algorithm=ec-p256",
                                BodyPublishers.ofString(list),
                                "Content-Type",
                                "text/csv")
                        .is(202))
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
