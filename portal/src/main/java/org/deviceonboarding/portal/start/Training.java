package org.deviceonboarding.portal.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests to a new portal, so that its JVM learns which classes and methods a portal uses (JEP 515). {@code portal/run
 * --train} starts a portal with {@code -Dportal.training=true} and an empty database of its own.
 */
public final class Training {
    private static final int ROUNDS = 150;
    private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String address;
    private final Path key;

    public Training(Environment environment) {
        this.address = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        this.key = Path.of(environment.getRequiredProperty("portal.data-dir"), "admin.key");
    }

    /** Returns after some seconds. */
    public void run() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            awaitHealthy(client);
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int round = 0; round < ROUNDS && System.nanoTime() - end < 0; round++) {
                round(client, round);
            }
        }
    }

    private void awaitHealthy(HttpClient client) throws IOException, InterruptedException {
        long end = System.nanoTime() + HEALTHY_WITHIN.toNanos();
        while (!send(client, "GET", "/health", "").contains("\"status\":\"healthy\"") && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE);
        }
    }

    private void round(HttpClient client, int round) throws IOException, InterruptedException {
        String algorithm = round == 0 ? "rsa-2048" : "ec-p256";
        JsonNode device =
                JsonMapper.shared().readTree(send(client, "POST", "/register", """
                        {"name": "training-%d", "type": "pump", "key_algorithm": "%s"}""".formatted(round, algorithm)));
        String id = device.path("device_id").asString();
        for (String path : List.of("/device/" + id, "/devices?limit=50", "/crl.pem", "/metrics", "/login")) {
            send(client, "GET", path, "");
        }
        send(
                client,
                "POST",
                URI.create(device.path("credentials_link").asString()).getPath(),
                "");
        send(client, "POST", "/revoke/" + id, "{\"reason\": \"superseded\"}");
    }

    private String send(HttpClient client, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header(
                                "Authorization",
                                "Bearer " + Files.readString(key).strip())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
        return new String(answer.body(), UTF_8);
    }
}
