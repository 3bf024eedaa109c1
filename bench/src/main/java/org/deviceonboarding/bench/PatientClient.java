package org.deviceonboarding.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that repeats a request until it is answered, as an operator's program does: with the same Idempotency-Key. */
final class PatientClient {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    /** What a client may repeat: in progress elsewhere, too many requests, nobody there. */
    private static final Set<Integer> REPEATABLE = Set.of(CONFLICT, 429, 502, 503, 504);

    private final HttpClient client;
    private final String url;
    private final String key;
    private final Tally tally;

    /**
     * @param authority the PEM file of the CA of the proxy's certificate
     */
    PatientClient(String url, Path authority, String key, Tally tally) throws GeneralSecurityException, IOException {
        this.url = url;
        this.key = key;
        this.tally = tally;
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .sslContext(context)
                .build();
    }

    /** Sends a change with an Idempotency-Key. Empty: it was never answered, which is a violation. */
    Optional<JsonNode> change(String path, String json) throws InterruptedException {
        return repeated(
                "changes",
                path,
                request(path)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }

    /** Asks how far the brokers are with a revocation: repeating a revocation is no error, and needs no key. */
    Optional<JsonNode> revocation(String id) throws InterruptedException {
        return repeated(
                "changes",
                "/revoke",
                request("/revoke/" + id)
                        .header("Prefer", "wait=1")
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    Optional<JsonNode> read(String path) throws InterruptedException {
        return repeated("reads", path, request(path).GET().build());
    }

    /** Reads a text once. */
    String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Reads all events of a type from the log. */
    void events(String type, Consumer<JsonNode> event) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = client.send(
                request("/audit/events?type=" + type)
                        .timeout(Duration.ofMinutes(5))
                        .header("Accept", "application/x-ndjson")
                        .build(),
                BodyHandlers.ofLines());
        if (answer.statusCode() != OK) {
            throw new IOException("/audit/events answered " + answer.statusCode());
        }
        try (Stream<String> lines = answer.body()) {
            lines.filter(line -> !line.isBlank())
                    .map(line -> JsonMapper.shared().readTree(line))
                    .forEach(event);
        }
    }

    private Optional<JsonNode> repeated(String role, String path, HttpRequest request) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            Duration pause;
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status == OK || status == CREATED) {
                    tally.success(role);
                    return Optional.of(JsonMapper.shared().readTree(answer.body()));
                }
                String code = code(answer.body());
                boolean inProgress = answer.headers().firstValue("Retry-After").isPresent();
                tally.error(role, status + " " + code);
                if (!REPEATABLE.contains(status) || (status == CONFLICT && !inProgress)) {
                    tally.violation(path + " answered " + status + " " + code);
                    return Optional.empty();
                }
                pause = Duration.ofMillis(Math.min(1_000, 1_000 * retryAfter(answer)));
            } catch (IOException e) {
                tally.error(role, e.getClass().getSimpleName());
                pause = Duration.ofMillis(200);
            }
            Thread.sleep(pause);
        }
        tally.violation(path + " was not answered within " + PATIENCE);
        return Optional.empty();
    }

    private static long retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("Retry-After").orElse(1);
    }

    private static String code(String body) {
        try {
            return JsonMapper.shared().readTree(body).path("error").asString("without a code");
        } catch (JacksonException _) {
            return "without a document";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ONE_ATTEMPT)
                .header("Authorization", "Bearer " + key);
    }
}
