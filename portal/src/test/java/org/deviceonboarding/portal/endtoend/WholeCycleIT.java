package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.portal.commandline.Shell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job, end to end, on one installation that each step finds as the one before left it. */
@DisplayName("An installation")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeCycleIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(30);
    private static final int REGISTRATIONS = 500;
    private static final int CLIENTS = 8;
    private static final int KILLS = 3;

    @TempDir
    private static Path directory;

    private static Installation portal;
    private static PortalApi api;

    @BeforeAll
    static void startFromNothing() throws Exception {
        portal = Installation.start(directory);
        api = portal.api();
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        portal.end();
    }

    @Test
    @Order(0)
    void endsTheLinesOfItsStartWithTheWayIn() {
        String lines = """
            The portal is ready at %1$s
              Sign in there with the key in %2$s/admin.key.
              Next, in a second terminal: onboard login %1$s --key-file %2$s/admin.key\
            """.formatted(portal.url(), portal.data().toAbsolutePath());
        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(portal.log()).contains(lines));
    }

    @Test
    @Order(0)
    void loadsNothingForTracesUnlessAsked() throws Exception {
        assertThat(portal.loadedClasses())
                .contains("org.deviceonboarding.log.trace")
                .doesNotContain("io.opentelemetry");
    }

    @Test
    @Order(1)
    void letsADeviceInToItsOwnTopicsUntilItIsRevoked() throws Exception {
        Credentials pump = register("pump", "rsa-2048");
        Credentials fan = register("fan", "ec-p256");
        String own = "devices/" + pump.deviceId() + "/hello";

        await().atMost(SOON).until(() -> pump.mayPublish(own));
        await().atMost(SOON).until(() -> fan.mayPublish("devices/" + fan.deviceId() + "/a/b"));
        assertThat(pump.mayPublish("devices/" + fan.deviceId() + "/a/b")).isFalse();
        assertThat(pump.publish("devices/" + fan.deviceId() + "/a/b").output()).contains("Not authorized");
        assertThat(pump.mayPublish("$CONTROL/dynamic-security/v1")).isFalse();

        try (Session session = pump.connect()) {
            assertThat(session.mayPublish(own)).isTrue();
            assertThat(api.post("/revoke/" + pump.deviceId()).text("status")).isEqualTo("revoked");
            assertThat(session.ends(AT_ONCE)).isTrue();
        }

        assertThat(pump.isLetIn()).isFalse();
        assertThat(fan.mayPublish("devices/" + fan.deviceId() + "/a/b")).isTrue();
        awaitReceipt(pump);
        assertThat(api.get("/brokers").json().path("items")).singleElement().satisfies(broker -> {
            assertThat(broker.path("status").asString()).isEqualTo("enforced");
            assertThat(broker.path("lag_positions").asLong()).isZero();
            assertThat(broker.path("sessions_ended").asInt()).isOne();
        });
        assertThat(api.get("/metrics").toString()).containsPattern("revocation_enforcement_seconds_count\\{.*} [1-9]");
    }

    @Test
    @Order(2)
    void keepsADeviceOutWhileItIsSuspendedAndAfterItsEnd() throws Exception {
        Credentials lathe = register("lathe", "ec-p256");
        String own = "devices/" + lathe.deviceId() + "/hello";
        await().atMost(SOON).until(() -> lathe.mayPublish(own));

        try (Session session = lathe.connect()) {
            assertThat(api.post("/suspend/" + lathe.deviceId()).text("status")).isEqualTo("suspended");
            assertThat(session.ends(AT_ONCE)).isTrue();
        }
        assertThat(lathe.isLetIn()).isFalse();
        assertThat(api.post("/resume/" + lathe.deviceId()).text("status")).isEqualTo("active");
        await().atMost(SOON).until(() -> lathe.mayPublish(own));
        assertThat(api.post("/decommission/" + lathe.deviceId()).text("status")).isEqualTo("decommissioned");
        await().atMost(SOON).until(() -> lathe.publish(own).output().contains("certificate revoked"));

        // Stays on hold, for the rebuilds below.
        assertThat(api.post("/suspend/" + register("press", "ec-p256").deviceId())
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(3)
    void replacesACertificateAtOnceIfAsked() throws Exception {
        Credentials before = register("chiller", "ec-p256");
        String own = "devices/" + before.deviceId() + "/hello";
        await().atMost(SOON).until(() -> before.mayPublish(own));

        try (Session session = before.connect()) {
            PortalApi.Answer renewed = api.post("/renew/" + before.deviceId(), """
                {"key_algorithm": "ec-p256", "revoke_previous": true}
                """);
            assertThat(renewed.status()).as("%s", renewed).isEqualTo(201);
            assertThat(session.ends(AT_ONCE)).isTrue();
            Credentials after = Credentials.fetch(renewed, directory.resolve("chiller-2"), portal);
            assertThat(before.isLetIn()).isFalse();
            assertThat(after.mayPublish(own)).isTrue();
        }
    }

    @Test
    @Order(4)
    void changesWhatAConnectedDeviceMayDo() throws Exception {
        Credentials meter = register("meter", "meter", "ec-p256");
        String data = "devices/" + meter.deviceId() + "/data";
        String other = "devices/" + meter.deviceId() + "/other";
        await().atMost(SOON).until(() -> meter.mayPublish(other));

        try (Session session = meter.connect()) {
            PortalApi.Answer defined = api.put("/acl-templates/meter", """
                {"rules": [{"topic": "devices/{device_id}/data", "access": "write"}]}
                """);
            assertThat(defined.status()).as("%s", defined).isEqualTo(200);
            await().atMost(AT_ONCE).until(() -> !session.mayPublish(other));
            assertThat(session.mayPublish(data)).isTrue();
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    @Order(5)
    void keepsEveryAcknowledgedRegistrationThroughKills() throws Exception {
        Queue<JsonNode> acknowledged = new ConcurrentLinkedQueue<>();
        List<Credentials> outcasts = new ArrayList<>();
        for (int n = 0; n < KILLS; n++) {
            outcasts.add(register("outcast-" + n, "ec-p256"));
        }
        registerThroughKills(acknowledged, outcasts);

        assertThat(acknowledged.size()).isBetween(REGISTRATIONS - 2 * KILLS * CLIENTS, REGISTRATIONS);
        for (JsonNode answer : acknowledged) {
            String id = answer.path("device_id").asString();
            PortalApi.Answer device = api.get("/device/" + id);
            assertThat(device.status()).as("%s", device).isEqualTo(200);
            assertThat(device.json().path("certificate").path("serial").asString())
                    .isEqualTo(answer.path("certificate_serial").asString());
        }
        // Each registration is there as a whole: three events, a name, a bundle.
        // Canaries have neither a name nor a bundle.
        Canary canary = Canary.of(new BrokerId("mosquitto"));
        assertThat(portal.query("""
            select device_id from event_log where device_id not in ('%s', '%s')
            group by device_id having
            count(*) filter (where type = 'DeviceRegistered') <> 1
            or count(*) filter (where type = 'CertificateIssued') = 0
               and count(*) filter (where type = 'DeviceRegistered') > 0
            or count(*) filter (where type = 'CertificateIssued')
               <> count(*) filter (where type = 'CredentialsPackaged')
               and count(*) filter (where type = 'DeviceRegistered') > 0
            """.formatted(canary.resident(), canary.outcast())))
                .isEmpty();
        assertThat(portal.query("""
            select device_id from event_log
            where type = 'DeviceRegistered' and device_id not in ('%s', '%s') order by 1
            """.formatted(canary.resident(), canary.outcast())))
                .isEqualTo(portal.query("select device_id from device_name order by 1"));
        assertThat(portal.query(
                        "select payload ->> 'bundle_id' from event_log where type = 'CredentialsPackaged' order by 1"))
                .isEqualTo(portal.query("select bundle_id::text from credential_bundle order by 1"));
        // And its rights reached the broker's file.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(usersInAcl())
                        .containsAll(acknowledged.stream()
                                .map(answer -> answer.path("device_id").asString())
                                .toList()));
        Credentials survivor = Credentials.fetch(
                new PortalApi.Answer(201, acknowledged.element().toString().getBytes(StandardCharsets.UTF_8)),
                directory.resolve("survivor"),
                portal);
        assertThat(survivor.mayPublish("devices/" + survivor.deviceId() + "/x")).isTrue();
    }

    @Test
    @Order(6)
    void rebuildsItsFilesAndItsModelFromTheLog() throws Exception {
        revokeSome(20);
        awaitRelease();
        assertThat(crl()).hasSize(25 + KILLS); // and pump, lathe, press, the chiller's first, a canary and the outcasts
        String acl = Files.readString(portal.broker().resolve("mosquitto.acl"));
        List<String> crl = crl();
        List<String> model = model();
        assertThat(model.size()).isGreaterThan(REGISTRATIONS / 2);

        portal.kill();
        Files.delete(portal.broker().resolve("mosquitto.acl"));
        Files.delete(portal.broker().resolve("crl.pem"));
        portal.execute("drop table device_model; truncate revocation");
        portal.startAgain(Map.of(
                "LOG_FORMAT",
                "ecs",
                "LOG_LEVEL",
                "DEBUG",
                "LOG_FILE",
                directory.resolve("logs/portal.log").toString(),
                "LOG_FILE_SIZE",
                "20KB"));

        awaitRelease();
        assertThat(model()).isEqualTo(model);
        assertThat(Files.readString(portal.broker().resolve("mosquitto.acl"))).isEqualTo(acl);
        assertThat(crl()).isEqualTo(crl);
    }

    @Test
    @Order(7)
    void rebuildsTheSameWhenItIsKilledWhileRebuilding() throws Exception {
        String acl = Files.readString(portal.broker().resolve("mosquitto.acl"));
        List<String> crl = crl();
        List<String> model = model();

        portal.kill();
        Files.delete(portal.broker().resolve("mosquitto.acl"));
        // Half a model, at the position of half a replay: what a kill in the middle leaves.
        portal.execute("""
            delete from device_model where device_id in (
                select payload ->> 'device_id' from event_log where type = 'DeviceRegistered'
                and position > (select max(position) / 2 from event_log));
            update log_reader set position = (select max(position) / 2 from event_log)
            where name = 'device-model'
            """);
        portal.startAgain();

        awaitRelease();
        assertThat(model()).isEqualTo(model);
        assertThat(Files.readString(portal.broker().resolve("mosquitto.acl"))).isEqualTo(acl);
        assertThat(crl()).isEqualTo(crl);
    }

    @Test
    @Order(8)
    void doesAllOfThatFromACommandLine() throws Exception {
        Shell shell = new Shell(portal.url(), portal.data().resolve("admin.key"));
        String broker = "localhost:" + portal.brokerPort();
        String folder = directory.resolve("robot").toString();
        String id = shell.onboard(
                        "register",
                        "--name",
                        "robot",
                        "--type",
                        "machine",
                        "--key-algorithm",
                        "ec-p256",
                        "--credentials-dir",
                        folder,
                        "--output",
                        "json")
                .is(ExitCode.OK)
                .json()
                .path("device_id")
                .asString();
        String own = "devices/" + id + "/x=1";
        await().atMost(SOON)
                .until(() -> Shell.local("device", "connect", folder, "--for", "1s", "--publish", own)
                                .exitCode()
                        == ExitCode.OK);
        assertThat(Shell.local("device", "connect", folder, "--for", "1s", "--publish", "devices/other/x=1")
                        .is(ExitCode.TURNED_AWAY)
                        .out())
                .contains("not authorised");
        assertThat(shell.onboard("doctor", "--broker", broker, "--credentials", folder, "--output", "json")
                        .is(ExitCode.OK)
                        .out())
                .contains("the broker accepts the certificate of " + id);

        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            long before = connections(id);
            Future<Shell.Output> connected =
                    elsewhere.submit(() -> Shell.local("device", "connect", folder, "--for", "60s"));
            await().atMost(SOON).until(() -> connections(id) > before);
            assertThat(shell.onboard("revoke", id, "--yes", "--wait", "60")
                            .is(ExitCode.OK)
                            .err())
                    .containsPattern("mosquitto: enforced after [0-9]+\\.[0-9] s");
            assertThat(connected
                            .get(60, TimeUnit.SECONDS)
                            .is(ExitCode.TURNED_AWAY)
                            .out())
                    .contains("session ended", "lost its access");
        }
        assertThat(Shell.local("device", "connect", folder, "--for", "1s")
                        .is(ExitCode.TURNED_AWAY)
                        .err())
                .contains("refused the device's certificate");
    }

    @Test
    @Order(9)
    void tellsItsLogsWhoChangedWhatAndNoSecret() throws Exception {
        String id = api.post("/register", """
            {"name": "logged", "type": "machine", "key_algorithm": "ec-p256"}
            """).text("device_id");
        assertThat(api.post("/revoke/" + id).status()).isEqualTo(200);
        // Others write meanwhile, and a full file gets another name.
        JsonNode line = await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> logged(id, "CertificateRevoked"), lines -> !lines.isEmpty())
                .getFirst();
        assertThat(line.path("actor").asString()).isEqualTo("admin");
        assertThat(line.path("user_ip").asString()).isEqualTo("127.0.0.1");
        assertThat(line.path("correlation_id").asString()).hasSize(24);
        assertThat(line.path("log").path("level").asString()).isEqualTo("INFO");

        // What the run has not made yet: a key, a session, a batch of credentials, the answer to a repeated request.
        assertThat(api.post(
                                "/admin/api-keys",
                                "{\"name\": \"robot-7\", \"roles\": [\"operator\"]}",
                                "Content-Type",
                                "application/json")
                        .text("key"))
                .startsWith("onb_");
        String[] repeatable = {"Content-Type", "application/json", "Idempotency-Key", "a-request-repeated"};
        String order = "{\"name\": \"repeated\", \"type\": \"machine\"}";
        String password = api.post("/register", order, repeatable).text("credentials_password");
        assertThat(api.post("/register", order, repeatable).text("credentials_password"))
                .isEqualTo(password)
                .isNotEmpty();
        String admin = Files.readString(portal.data().resolve("admin.key")).strip();
        signIn(admin);
        String job = api.post(
                        "/imports?key_algorithm=ec-p256",
                        "name,type\nbatch-1,machine\nbatch-2,machine\n",
                        "Content-Type",
                        "text/csv")
                .text("import_id");
        await().atMost(SOON).until(() -> api.get("/imports/" + job).text("status"), "completed"::equals);
        assertThat(new PortalApi("", "")
                        .post(api.get("/imports/" + job).text("credentials_link"))
                        .status())
                .isEqualTo(200);
        Set<String> secrets = RunSecrets.all(directory);
        assertThat(secrets).hasSizeGreaterThan(REGISTRATIONS).contains(admin);
        for (Path log : logs()) {
            String text = Files.readString(log);
            assertThat(secrets.stream().filter(text::contains).toList())
                    .as("secrets in %s", log)
                    .isEmpty();
        }
        assertThat(rolled()).as("files of at most 20 KB").isGreaterThan(1);
    }

    private static void signIn(String key) throws Exception {
        CookieManager cookies = new CookieManager();
        URI login = URI.create(portal.url() + "/login");
        try (HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            String form = browser.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString())
                    .body();
            Matcher token =
                    Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(form);
            assertThat(token.find()).as(form).isTrue();
            RunSecrets.note(token.group(1));
            assertThat(browser.send(
                                    HttpRequest.newBuilder(login)
                                            .header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(BodyPublishers.ofString("_csrf="
                                                    + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)
                                                    + "&key=" + key))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(cookies.getCookieStore().getCookies()).isNotEmpty();
        cookies.getCookieStore().getCookies().forEach(cookie -> RunSecrets.note(cookie.getValue()));
    }

    private static List<JsonNode> logged(String device, String event) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path log : logs()) {
            if (log.getParent().endsWith("logs")) {
                Files.readAllLines(log).stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .filter(line -> line.path("device_id").asString("").equals(device)
                                && line.path("message").asString().contains(event))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private static long rolled() throws IOException {
        return logs().stream().filter(log -> log.getParent().endsWith("logs")).count();
    }

    /** The logs of the portal, of its PostgreSQL and of its broker. */
    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().contains(".log"))
                    .toList();
        }
    }

    /** How often the broker's log says that the device was let in. */
    private static long connections(String id) throws Exception {
        return Files.readAllLines(portal.broker().resolve("mosquitto.log")).stream()
                .filter(line -> line.contains("New client connected") && line.contains(id))
                .count();
    }

    private static Credentials register(String name, String algorithm) throws Exception {
        return register(name, "machine", algorithm);
    }

    private static Credentials register(String name, String type, String algorithm) throws Exception {
        PortalApi.Answer answer = api.post("/register", """
            {"name": "%s", "type": "%s", "key_algorithm": "%s"}
            """.formatted(name, type, algorithm));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return Credentials.fetch(answer, directory.resolve(name), portal);
    }

    /** At each kill a device has just been revoked: the next process has to see to it. */
    private static void registerThroughKills(Queue<JsonNode> acknowledged, List<Credentials> outcasts)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            IntStream.range(0, CLIENTS)
                    .forEach(_ -> clients.execute(() -> {
                        for (int n = next.getAndIncrement(); n < REGISTRATIONS; n = next.getAndIncrement()) {
                            registerOnce(n, acknowledged);
                        }
                    }));
            Random random = new Random();
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = kill * REGISTRATIONS / (KILLS + 1);
                await().atMost(Duration.ofMinutes(5)).until(() -> next.get() >= until);
                Credentials outcast = outcasts.get(kill - 1);
                try (Session session = outcast.connect()) {
                    assertThat(api.post("/revoke/" + outcast.deviceId()).status())
                            .isEqualTo(200);
                    Thread.sleep(random.nextInt(300));
                    portal.kill();
                    portal.startAgain();
                    assertThat(session.ends(SOON)).isTrue();
                }
                awaitReceipt(outcast);
            }
            clients.shutdown();
            assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** What was sent but got no answer is not repeated: it may or may not have happened. */
    private static void registerOnce(int n, Queue<JsonNode> acknowledged) {
        String body = """
            {"name": "load-%d", "type": "machine", "key_algorithm": "ec-p256"}
            """.formatted(n);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                PortalApi.Answer answer = api.post("/register", body);
                if (answer.status() == 201) {
                    acknowledged.add(answer.json());
                }
                return;
            } catch (ConnectException e) {
                pause(); // never sent
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void revokeSome(int count) throws Exception {
        List<String> some = portal.query(
                "select device_id from device_model where status = 'active' order by device_id limit " + count);
        for (String id : some) {
            assertThat(api.post("/revoke/" + id).status()).isEqualTo(200);
        }
    }

    /** Waits until the broker was seen to enforce the end of the device's access. */
    private static void awaitReceipt(Credentials outcast) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                api.get("/device/" + outcast.deviceId()).json().path("enforcement"))
                        .singleElement()
                        .satisfies(broker -> {
                            assertThat(broker.path("since").isNull()).isFalse();
                            assertThat(broker.path("receipt_position").asLong()).isPositive();
                        }));
    }

    private static Set<String> usersInAcl() throws Exception {
        return Files.readAllLines(portal.broker().resolve("mosquitto.acl")).stream()
                .filter(line -> line.startsWith("user "))
                .map(line -> line.substring("user ".length()))
                .collect(Collectors.toSet());
    }

    /** Waits until the broker's folder is of the newest position that grants or takes anything. */
    private static void awaitRelease() {
        await().atMost(SOON).untilAsserted(() -> {
            String newest = portal.query("""
                select max(position) from event_log where type in
                ('CertificateIssued', 'CertificateRevoked', 'DeviceSuspended', 'DeviceResumed')
                """).getFirst();
            assertThat(Files.readString(portal.broker().resolve("mosquitto.acl")))
                    .contains("# position " + newest + "\n");
        });
    }

    /** The rows as the database has them. */
    private static List<String> model() throws Exception {
        api.get("/devices?limit=1"); // waits until the model has seen all that is in the log
        return portal.query("select device_model::text from device_model order by device_id");
    }

    /** The entries of the CRL in force at the broker, as text. */
    private static List<String> crl() throws Exception {
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(
                        Files.readAllBytes(portal.broker().resolve("crl.pem"))));
        List<String> entries = new ArrayList<>();
        for (X509CRLEntry entry : crl.getRevokedCertificates()) {
            entries.add(text(entry));
        }
        return entries.stream().sorted().toList();
    }

    private static String text(X509CRLEntry entry) throws CRLException {
        return HexFormat.of().formatHex(entry.getEncoded());
    }
}
