package org.deviceonboarding.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of the portal with one API key.
 *
 * @param key the API key, or null for none
 */
public record Caller(int port, @Nullable String key) {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(GENEROUS)
            .build();

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Returns all items of a list, over all pages. Many tests share a portal, so a list may have several pages. */
    public List<JsonNode> all(String list) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get(list + next).is(200).json();
            page.path("items").forEach(items::add);
            next = page.path("next_cursor").asString("");
            if (!next.isEmpty()) {
                next = (list.contains("?") ? "&" : "?") + "cursor=" + next;
            }
        } while (!next.isEmpty());
        return items;
    }

    public Answer head(String path, String... headers) {
        return send("HEAD", path, BodyPublishers.noBody(), headers);
    }

    /** Sends a POST without a body and without a media type. */
    public Answer post(String path, String... headers) {
        return send("POST", path, BodyPublishers.noBody(), headers);
    }

    public Answer postJson(String path, String json, String... headers) {
        return send("POST", path, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    public Answer putJson(String path, String json, String... headers) {
        return send("PUT", path, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(GENEROUS)
                .method(method, body);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer register(String name) {
        return postJson("/register", """
                {"name": "%s", "type": "pump", "key_algorithm": "ec-p256"}""".formatted(name)).is(201);
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
