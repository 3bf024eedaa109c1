package org.deviceonboarding.portal.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A portal in this process, without a broker. */
record Running(ConfigurableApplicationContext context, String key) implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    record Answer(int status, JsonNode json) {
        String text(String field) {
            return json.path(field).asString();
        }
    }

    /** @param more settings, such as {@code --SHUTDOWN_DELAY=1s} */
    static Running on(TestDatabase database, Path data, String... more) throws IOException {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Portal.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--PORTAL_ROLES=command,query,crl",
                                        "--PORT=0",
                                        "--PUBLIC_URL=http://portal.example",
                                        "--DATABASE_URL=" + database.url(),
                                        "--DATA_DIR=" + data),
                                Stream.of(more))
                        .toArray(String[]::new));
        return new Running(context, Files.readString(data.resolve("admin.key")).strip());
    }

    Answer get(String path) throws Exception {
        return json(request(path).GET());
    }

    Answer post(String path, String json) throws Exception {
        return json(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer post(String path) throws Exception {
        return json(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer register(String name) throws Exception {
        return post("/register", """
            {"name": "%s", "type": "pump", "key_algorithm": "ec-p256"}
            """.formatted(name));
    }

    /** The CRL that knows the whole log. */
    X509CRL crl() throws Exception {
        long head = context.getBean(JdbcClient.class)
                .sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
        HttpResponse<byte[]> answer =
                HTTP.send(request("/crl?min_position=" + head).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError("No CRL: " + answer.statusCode());
        }
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(answer.body()));
    }

    /** The CRL's entries, as bytes, by serial number. */
    SortedMap<BigInteger, String> entries() throws Exception {
        SortedMap<BigInteger, String> entries = new TreeMap<>();
        if (crl().getRevokedCertificates() != null) {
            for (X509CRLEntry entry : crl().getRevokedCertificates()) {
                entries.put(entry.getSerialNumber(), HexFormat.of().formatHex(entry.getEncoded()));
            }
        }
        return entries;
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private static Answer json(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
    }

    @Override
    public void close() {
        context.close();
    }
}
