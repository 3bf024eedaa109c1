package org.deviceonboarding.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** cfssl, with a P-256 CA and a database of its own in the portal's PostgreSQL server. */
final class Cfssl implements AuthorityUnderLoad {
    static final ExternalProgram PROGRAM = new ExternalProgram("cfssl", "apt-get install golang-cfssl");

    // As cfssl's own migrations have it.
    private static final String TABLE = """
            create table certificates (
                serial_number bytea not null, authority_key_identifier bytea not null, ca_label bytea, status bytea not null,
                reason int, expiry timestamptz, revoked_at timestamptz, pem bytea not null,
                primary key (serial_number, authority_key_identifier))
            """;

    private final PortalInstallation database;
    private final Process server;
    private final JsonClient client;

    private Cfssl(PortalInstallation database, Process server, JsonClient client) {
        this.database = database;
        this.server = server;
        this.client = client;
    }

    static Cfssl start(Path directory, PortalInstallation database)
            throws IOException, SQLException, InterruptedException {
        Path request = Files.writeString(directory.resolve("ca.json"), """
                {"CN": "bench CA", "key": {"algo": "ecdsa", "size": 256}}""");
        String made = PROGRAM.run(Map.of(), "gencert", "-loglevel=4", "-initca", request.toString());
        JsonNode authority = JsonMapper.shared().readTree(made.substring(made.indexOf('{')));
        Path certificate = Files.writeString(
                directory.resolve("ca.pem"), authority.path("cert").asString());
        Path key = Files.writeString(
                directory.resolve("ca.key"), authority.path("key").asString());
        Path profile = Files.writeString(directory.resolve("profile.json"), """
                {"signing": {"default": {"usages": ["digital signature", "client auth"], "expiry": "8760h"}}}""");
        int port = PortalInstallation.freePort();
        Process server = new ProcessBuilder(
                        PROGRAM.find().orElseThrow().toString(),
                        "serve",
                        "-address=127.0.0.1",
                        "-port=" + port,
                        "-ca=" + certificate,
                        "-ca-key=" + key,
                        "-config=" + profile,
                        "-db-config=" + createDatabase(directory, database),
                        "-loglevel=3")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("cfssl.log").toFile())
                .start();
        JsonClient client =
                new JsonClient(HttpClient.newBuilder().version(Version.HTTP_1_1).build(), "http://127.0.0.1:" + port);
        Cfssl cfssl = new Cfssl(database, server, client);
        try {
            client.awaitAnswer("/api/v1/cfssl/info", server);
        } catch (IOException e) {
            cfssl.close();
            throw new IOException(Files.readString(directory.resolve("cfssl.log")), e);
        }
        return cfssl;
    }

    private static Path createDatabase(Path directory, PortalInstallation database) throws IOException, SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database cfssl");
        }
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        Map<String, String> server = database.postgresEnvironment();
        String url = "postgres://%s:%s@127.0.0.1:%s/cfssl?sslmode=disable"
                .formatted(server.get("PGUSER"), server.get("PGPASSWORD"), server.get("PGPORT"));
        return Files.writeString(directory.resolve("database.json"), """
                {"driver": "postgres", "data_source": "%s"}""".formatted(url));
    }

    private static Connection connect(PortalInstallation database) throws IOException, SQLException {
        Map<String, String> server = database.postgresEnvironment();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.get("PGPORT") + "/cfssl",
                server.get("PGUSER"),
                server.get("PGPASSWORD"));
    }

    @Override
    public String name() {
        return "cfssl";
    }

    @Override
    public Optional<Requests> prepare(Operation operation, int most) throws Exception {
        return Optional.of(
                switch (operation) {
                    case CSR -> new Requests(signing(), most);
                    case EC_KEY -> new Requests(making("\"algo\": \"ecdsa\", \"size\": 256"), most);
                    case RSA_KEY -> new Requests(making("\"algo\": \"rsa\", \"size\": 2048"), most);
                    case REVOKE -> revoking(most);
                });
    }

    private Load.Request signing() throws Exception {
        String csr = CertificateRequests.escaped(CertificateRequests.newKey(), "bench");
        String body = "{\"hosts\": [\"bench\"], \"certificate_request\": \"" + csr + "\"}";
        return _ -> client.post("/api/v1/cfssl/sign", body, 200);
    }

    private Load.Request making(String key) {
        return number -> client.post("/api/v1/cfssl/newcert", """
                        {"request": {"CN": "bench-%d", "hosts": ["bench"], "key": {%s}}}""".formatted(number, key), 200);
    }

    private Requests revoking(int most) throws IOException, SQLException {
        List<String> bodies = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select serial_number, authority_key_identifier from certificates"
                                + " where status = 'good' limit " + most)) {
            while (rows.next()) {
                bodies.add("{\"serial\": \"%s\", \"authority_key_id\": \"%s\", \"reason\": \"keyCompromise\"}"
                        .formatted(text(rows.getBytes(1)), text(rows.getBytes(2))));
            }
        }
        Queue<String> left = new ConcurrentLinkedQueue<>(bodies);
        return new Requests(_ -> client.post("/api/v1/cfssl/revoke", left.remove(), 200), bodies.size());
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    @Override
    public void settle() {}

    @Override
    public CpuTimes cpu() {
        return new CpuTimes(
                Usage.of(server.toHandle()).cpuSeconds(),
                database.postgresUsage().cpuSeconds(),
                0,
                Usage.of(ProcessHandle.current()).cpuSeconds());
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
