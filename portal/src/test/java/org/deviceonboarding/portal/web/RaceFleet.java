package org.deviceonboarding.portal.web;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deviceonboarding.testkit.device.CurlDevice;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The devices of races, and the people who ask for them. */
final class RaceFleet {
    private static final Duration GENEROUS = Duration.ofMinutes(5);
    private static final int WORKER_LOOKS = 500;

    private final JdbcClient jdbc;
    private final Caller admin;
    private final Caller operator;
    private final IntSupplier devicePort;
    private final Path folder;

    private final Queue<Answer> passwords = new ConcurrentLinkedQueue<>();

    /** How long the last registration took, in ms, on this machine with all that goes on there. */
    private volatile int pace = 1;

    /** Somebody with a key of their own. */
    record Holder(Caller caller, String keyId, String name) {}

    RaceFleet(JdbcClient jdbc, Caller admin, IntSupplier devicePort, Path folder) {
        this.jdbc = jdbc;
        this.admin = admin;
        this.devicePort = devicePort;
        this.folder = folder;
        this.operator = holder().caller();
    }

    Caller operator() {
        return operator;
    }

    int devicePort() {
        return devicePort.getAsInt();
    }

    int pace() {
        return pace;
    }

    List<Answer> passwords() {
        return List.copyOf(passwords);
    }

    /** At most, mostly: keys for RSA take long. */
    int callTakes() {
        return 4 * pace;
    }

    int jobTakes(int rows) {
        return WORKER_LOOKS + callTakes() * (1 + rows);
    }

    Answer kept(Answer answer) {
        if (answer.text().contains("\"credentials_password\"")) {
            passwords.add(answer);
        }
        return answer;
    }

    Holder holder() {
        Answer made = admin.postJson(
                        "/admin/api-keys",
                        "{\"name\": \"k-%s\", \"roles\": [\"operator\"]}".formatted(UUID.randomUUID()))
                .is(201);
        return new Holder(new Caller(admin.port(), made.field("key")), made.field("id"), made.field("name"));
    }

    Answer revoke(Holder holder, int afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        return admin.send("DELETE", "/admin/api-keys/" + holder.keyId(), BodyPublishers.noBody());
    }

    Caller nobody() {
        return new Caller(admin.port(), null);
    }

    CurlDevice device(Caller caller) throws Exception {
        await().atMost(GENEROUS).until(() -> devicePort.getAsInt() > 0);
        Path files = Files.createTempDirectory(folder, "device");
        Files.writeString(files.resolve("ca.crt"), nobody().get("/ca.crt").text());
        String csr = new CurlDevice(files, "any").csr("device").replace("\n", "\\n");
        Answer registered = registered(caller, "pump", "\"csr\": \"%s\"".formatted(csr));
        CurlDevice device = new CurlDevice(files, registered.field("device_id"));
        device.keep("device", registered.field("certificate_pem"));
        return device;
    }

    String register(Caller caller, String type) {
        return registered(caller, type, "\"key_algorithm\": \"ec-p256\"").field("device_id");
    }

    Answer registered(Caller caller, String type, String key) {
        long start = System.nanoTime();
        Answer answer = caller.postJson("/register", """
                {"name": "%s", "type": "%s", %s}""".formatted(PortalTest.newName(), type, key))
                .is(201);
        pace = 1 + (int) ((System.nanoTime() - start) / 1_000_000);
        return kept(answer);
    }

    List<String> several(Caller caller, String type, int size) {
        return IntStream.range(0, size).mapToObj(_ -> register(caller, type)).toList();
    }

    String imports(Caller caller, int rows) {
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

    boolean isRegistered(String id) {
        return jdbc.sql("select exists (select from domain_event_entry where aggregate_identifier = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
