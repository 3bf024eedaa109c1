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
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the portal's HTTP interface, as an operator's program would be. */
record Api(String url, String key) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(5);

    static boolean isHealthy(String url) throws InterruptedException {
        try {
            HttpResponse<String> health = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(url + "/health"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            return health.statusCode() == 200
                    && parsed(health.body()).path("status").asString().equals("healthy");
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }

    /**
     * Registers a device.
     *
     * @param members more members of the request's JSON, each with a comma before it
     */
    JsonNode register(String name, String members) throws IOException, InterruptedException {
        return send(
                201,
                post(
                        "/register",
                        "{\"name\": \"" + name + "\", \"type\": \"pump\", \"location\": \"hall 7\"" + members + "}"));
    }

    /** Sends a file and returns the portal's answer. */
    JsonNode upload(String path, String type, Path file) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .timeout(Duration.ofMinutes(10))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofFile(file));
        return send(202, request);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return parsed(text(path));
    }

    JsonNode renew(String deviceId) throws IOException, InterruptedException {
        return send(201, post("/renew/" + deviceId, "{}"));
    }

    /** Waits until the ledger has hashed the whole log, and requests a checkpoint. */
    JsonNode checkpoint(Duration deadline) throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            HttpResponse<String> answer = CLIENT.send(
                    request("/audit/checkpoints").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return parsed(answer.body());
            }
            if (answer.statusCode() != 503 || System.nanoTime() - end > 0) {
                throw new IOException("No checkpoint: " + answer.statusCode() + " " + answer.body());
            }
            Thread.sleep(1_000);
        }
    }

    /** Reads an answer to its end and returns the number of lines. */
    long lines(String path, String accept) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                CLIENT.send(request(path).header("Accept", accept).build(), BodyHandlers.ofInputStream());
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = answer.body()) {
            for (int taken = in.read(buffer); taken >= 0; taken = in.read(buffer)) {
                for (int i = 0; i < taken; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    JsonNode revoke(String deviceId) throws IOException, InterruptedException {
        return send(200, post("/revoke/" + deviceId, "{\"reason\": \"key_compromise\"}"));
    }

    /**
     * Waits until the broker's newest receipt covers the log up to a position.
     *
     * @return the milliseconds from the event to the end of the device's sessions, from the receipt
     */
    long enforced(long position) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (System.nanoTime() - deadline < 0) {
            JsonNode broker = parsed(text("/brokers?min_position=" + position))
                    .path("items")
                    .path(0);
            if (broker.path("lag_positions").asLong(-1) == 0) {
                return broker.path("latency_millis").asLong();
            }
            Thread.sleep(GLANCE);
        }
        throw new IOException("The broker gives no receipt for position " + position + " within " + SETTLED_WITHIN);
    }

    String text(String path) throws IOException, InterruptedException {
        return body(200, request(path));
    }

    /** Waits until the device model has read the whole log. */
    void settle() throws IOException, InterruptedException {
        settle(SETTLED_WITHIN);
    }

    void settle(Duration within) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() - deadline < 0) {
            JsonNode progress = parsed(text("/health")).path("details").path("projections");
            if (progress.path("device_model_position").equals(progress.path("log_position"))) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("The device model does not catch up within " + within);
    }

    private HttpRequest.Builder post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key);
    }

    private static JsonNode send(int expected, HttpRequest.Builder request) throws IOException, InterruptedException {
        return parsed(body(expected, request));
    }

    private static String body(int expected, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(
                    answer.request().uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonNode parsed(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
