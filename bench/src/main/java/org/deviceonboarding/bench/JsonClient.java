package org.deviceonboarding.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON and reads the answer. */
record JsonClient(HttpClient client, String url) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    JsonNode post(String path, String json, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(DEADLINE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException(url + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Waits until the server answers anything. */
    void awaitAnswer(String path, Process server) throws IOException, InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(DEADLINE).build();
        while (true) {
            try {
                client.send(request, BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (!server.isAlive() || System.nanoTime() - end > 0) {
                    throw new IOException(url + " does not answer", e);
                }
                Thread.sleep(100);
            }
        }
    }
}
