package org.deviceonboarding.command.job.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A list of devices")
class ImportTest extends CommandTest {
    private static final String CSV = "text/csv";

    @Autowired
    private MeterRegistry metrics;

    @Test
    void isRegisteredAndItsCredentialsLeaveOnce() throws Exception {
        String prefix = newName();
        Caller operator = operator();
        double registered = registrations();
        long issued = issuances();
        Answer accepted = send(operator, "/imports?key_algorithm=ec-p256", CSV, csv(prefix, 60))
                .is(202);
        String id = accepted.field("import_id");
        assertThat(accepted.json().path("rows").asInt()).isEqualTo(60);
        assertThat(accepted.header("Location")).isEqualTo("/imports/" + id);

        JsonNode done = awaitOver(operator, "/imports/" + id);

        assertThat(done.path("status").asString()).isEqualTo("completed");
        assertThat(done.path("registered").asInt()).isEqualTo(60);
        assertThat(devicesNamed(prefix)).hasSize(60);
        assertThat(registrations() - registered).isEqualTo(60);
        assertThat(issuances() - issued).isEqualTo(60);
        assertThat(metadata(prefix + "-1")).contains("\"import_id\":\"" + id + "\"", "\"actor\":\"operator-");
        deliversOnce(done, accepted.field("credentials_password"), prefix);
        assertThat(operator.get("/imports/" + id + "/results").is(200).text().lines())
                .hasSize(61)
                .filteredOn(line -> line.contains(",registered,"))
                .hasSize(60);
        assertThat(operator.get("/imports/" + id + "/events").is(200).text())
                .startsWith("data: {")
                .contains("completed")
                .doesNotContain("credentials_link");
        assertThat(operator.post("/imports/" + id + "/cancel")).satisfies(answer -> answer.isProblem(409, "conflict"));
        assertThat(auditor().get("/imports/" + id).is(200).json().has("credentials_link"))
                .isFalse();
    }

    private double registrations() {
        return metrics.get("device.registrations").counter().count();
    }

    private long issuances() {
        return metrics.get("certificate.issuance").timer().count();
    }

    private void deliversOnce(JsonNode done, String password, String prefix) throws Exception {
        String path = done.path("credentials_link").asString().substring(PUBLIC_URL.length());
        assertThat(nobody().get(path, "Accept", "text/html").is(200).text()).contains("<form method=\"post\">");
        nobody().head(path).is(200);
        for (String accept : List.of("*/*", "application/zip")) {
            Answer looked = nobody().get(path, "Accept", accept).isProblem(405, "method_not_allowed");
            assertThat(looked.header("Allow")).isEqualTo("HEAD, POST");
        }
        nobody().get(path).isProblem(405, "method_not_allowed");

        Answer delivered = nobody().post(path).is(200);
        Map<String, byte[]> files = unzip(delivered.body());

        assertThat(delivered.header("X-Accel-Buffering"))
                .as("whether proxies may take it all before it arrives")
                .isEqualTo("no");
        assertThat(files).hasSize(61);
        List<String> index = new String(Objects.requireNonNull(files.get("index.csv")), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(index).hasSize(61).first().isEqualTo("name,device_id,serial,file");
        String[] first = index.get(1).split(",", -1);
        assertThat(first[0]).isEqualTo(prefix + "-0");
        assertThat(opened(Objects.requireNonNull(files.get(first[3])), password))
                .contains("device.key", "device.crt");
        nobody().post(path).isProblem(410, "gone");
        for (Answer page :
                List.of(nobody().get(path, "Accept", "text/html"), nobody().post(path, "Accept", "text/html"))) {
            assertThat(page.is(410).text()).contains("These credentials were fetched on", "127.0.0.1");
        }
        await(() -> jdbc.sql("""
            select count(*) from domain_event_entry e join device_name n on n.device_id = e.aggregate_identifier
            where e.payload_type = 'CredentialsDownloaded' and n.name like :prefix || '-%'
            """).param("prefix", prefix).query(Long.class).single() == 60);
        assertThat(jdbc.sql("select count(*) from credential_bundle where job_id = cast(:id as uuid) and zip is"
                                + " not null")
                        .param("id", done.path("id").asString())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void namesEachRowThatIsWrongAndKeepsNothing() {
        String taken = newName();
        Caller operator = operator();
        operator.register(taken);
        String again = newName();
        String body = """
            name,type,location,csr
            %1$s,pump,,
            %2$s,pump,,
            %2$s,pump,,
            =cmd(),pump,,
            good-%2$s,pump,"@SUM(1)",
            fine-%2$s,pump,,nonsense
            short-%2$s,pump
            """.formatted(taken, again);

        Answer answer = send(operator, "/imports", CSV, body).isProblem(400, "validation_error");

        assertThat(answer.json().path("bad_rows").asInt()).isEqualTo(6);
        assertThat(answer.json()
                        .path("details")
                        .valueStream()
                        .map(fault -> fault.path("row").asInt() + " "
                                + fault.path("field").asString()))
                .containsExactly("1 name", "3 name", "4 name", "5 location", "6 csr", "7 ");
        assertThat(jdbc.sql("select count(*) from bulk_row where name = :name")
                        .param("name", again)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void comesAsLinesOfJsonToo() {
        String name = newName();
        Caller operator = operator();
        Answer accepted = send(
                        operator,
                        "/imports?key_algorithm=ed25519&validity_days=7",
                        "application/x-ndjson",
                        "{\"name\":\"%s\",\"type\":\"pump\",\"labels\":{\"line\":\"b\"}}\n".formatted(name))
                .is(202);

        awaitOver(operator, "/imports/" + accepted.field("import_id"));

        assertThat(devicesNamed(name))
                .singleElement()
                .satisfies(device -> assertThat(device.details().labels()).containsExactly(Map.entry("line", "b")));
        assertThat(operator.get("/imports?limit=1").is(200).json().path("items"))
                .hasSize(1);
    }

    @Test
    void isTakenOnceHoweverOftenItIsSent() throws Exception {
        String list = csv(newName(), 2);
        String other = csv(newName(), 2);
        String digest = digest(list);
        String key = UUID.randomUUID().toString();
        Caller operator = operator();
        sendWith(operator, list, "Idempotency-Key", key).isInvalid("Content-Digest");
        sendWith(operator, other, "Content-Digest", digest).isInvalid("Content-Digest");
        sendWith(operator, list, "Content-Digest", "md5=:x:").isInvalid("Content-Digest");

        Answer first = sendWith(operator, list, "Idempotency-Key", key, "Content-Digest", digest)
                .is(202);
        Answer again = sendWith(operator, list, "Idempotency-Key", key, "Content-Digest", digest)
                .is(202);

        assertThat(again.text()).isEqualTo(first.text()).contains("credentials_password");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        sendWith(operator, other, "Idempotency-Key", key, "Content-Digest", digest(other))
                .isProblem(422, "idempotency_key_reused");
    }

    private static String digest(String list) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }

    private static Answer sendWith(Caller caller, String list, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", CSV));
        return caller.send(
                "POST", "/imports?key_algorithm=ec-p256", BodyPublishers.ofString(list), all.toArray(String[]::new));
    }

    @Test
    void staysHalfRegisteredIfItIsCancelled() {
        String prefix = newName();
        Caller operator = operator();
        Answer accepted = send(operator, "/imports", CSV, csv(prefix, 400)).is(202);
        String path = "/imports/" + accepted.field("import_id");

        operator.post(path + "/cancel").is(200);

        JsonNode cancelled = operator.get(path).json();
        assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
        long registered = cancelled.path("registered").asLong();
        assertThat(registered).isLessThan(400);
        assertThat(devicesNamed(prefix)).hasSize((int) registered);
        assertThat(operator.get(path + "/results").text()).contains(",cancelled,");
        assertThat(jdbc.sql("select count(*) from bulk_job where sealed_password is not null and id = cast(:id as"
                                + " uuid)")
                        .param("id", accepted.field("import_id"))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/zip", "text/csv;charset=utf-16"})
    void isRefusedInAnotherShape(String type) {
        send(operator(), "/imports", type, "name,type\na,b\n").isProblem(415, "unsupported_media_type");
    }

    @Test
    void isRefusedIfItIsCompressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("name,type\na,b\n".getBytes(StandardCharsets.UTF_8));
        }
        Caller operator = operator();

        operator.send("POST", "/imports", BodyPublishers.ofByteArray(packed.toByteArray()), "Content-Type", CSV)
                .isProblem(415, "unsupported_media_type");
        operator.send(
                        "POST",
                        "/imports",
                        BodyPublishers.ofString("name"),
                        "Content-Type",
                        CSV,
                        "Content-Encoding",
                        "gzip")
                .isProblem(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name,type\n", "name\na\n", "name,type,type\na,b,c\n", "name,type,owner\na,b,c\n"})
    void isRefusedIfThereIsNothingInItToRegister(String body) {
        Answer answer = send(operator(), "/imports", CSV, body).isProblem(400, "validation_error");

        assertThat(answer.json().path("details").path(0).path("row").asInt()).isZero();
    }

    @Test
    void isNoBusinessOfAuditors() {
        send(auditor(), "/imports", CSV, "name,type\na,b\n").isProblem(403, "forbidden");
        send(operator(), "/imports?colour=red", CSV, "name,type\na,b\n").isInvalid("colour");
        nobody().get("/credentials/batch/" + "a".repeat(43)).isProblem(404, "not_found");
    }

    private static Answer send(Caller caller, String path, String type, String body) {
        return caller.send("POST", path, BodyPublishers.ofString(body), "Content-Type", type);
    }

    private static String csv(String prefix, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> prefix + "-" + row + ",pump,line=b\n")
                .collect(Collectors.joining("", "name,type,labels\n", ""));
    }

    private static JsonNode awaitOver(Caller caller, String path) {
        await(() -> List.of("completed", "cancelled")
                .contains(caller.get(path).is(200).field("status")));
        return caller.get(path).json();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String metadata(String name) {
        return jdbc.sql("""
            select meta_data from domain_event_entry e join device_name n on n.device_id = e.aggregate_identifier
            where n.name = :name and sequence_number = 0
            """).param("name", name).query(String.class).single();
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static List<String> opened(byte[] bundle, String password) throws IOException {
        List<String> names = new ArrayList<>();
        try (var zip = new net.lingala.zip4j.io.inputstream.ZipInputStream(
                new ByteArrayInputStream(bundle), password.toCharArray())) {
            for (var file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                zip.readAllBytes();
                names.add(file.getFileName());
            }
        }
        return names;
    }
}
