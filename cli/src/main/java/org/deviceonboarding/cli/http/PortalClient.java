package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the portal. Every wait has a deadline: for a connection, for an answer, and for more of one. */
public final class PortalClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int LONGEST_TEXT = 64 << 20;
    private static final int LONGEST_PROBLEM = 64 << 10;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER) // the key is for this server
            .build();
    private final String url;
    private final @Nullable ApiKey key;

    PortalClient(URI url, @Nullable ApiKey key) {
        this.url = url.toString().replaceAll("/+$", "");
        this.key = key;
    }

    /** The answer, to be read as it comes. */
    public InputStream stream(String path, Map<String, ?> parameters, String accept) throws IOException {
        HttpRequest.Builder request = request(path, parameters, accept).GET();
        HttpResponse<InputStream> answer = send(request.build());
        return new PatientStream(answer.body());
    }

    public byte[] bytes(String path, Map<String, ?> parameters, String accept) throws IOException {
        try (InputStream in = stream(path, parameters, accept)) {
            return whole(in);
        }
    }

    public String text(String path, Map<String, ?> parameters, String accept) throws IOException {
        return new String(bytes(path, parameters, accept), StandardCharsets.UTF_8);
    }

    public JsonNode json(String path, Map<String, ?> parameters) throws IOException {
        return json(bytes(path, parameters, "application/json"));
    }

    /** Without a body. */
    public JsonNode post(String path) throws IOException {
        HttpRequest.Builder request =
                request(path, Map.of(), "application/json").POST(BodyPublishers.noBody());
        try (InputStream in = new PatientStream(send(request.build()).body())) {
            return json(whole(in));
        }
    }

    private HttpRequest.Builder request(String path, Map<String, ?> parameters, String accept) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path + query))
                .timeout(ANSWER)
                .header("Accept", accept)
                .header("User-Agent", "onboard");
        return key == null ? request : request.header("Authorization", key.header());
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new ServerUnreachable(url + " does not answer: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachable("Interrupted", e);
        }
        if (answer.statusCode() != 200) {
            try (InputStream problem = new PatientStream(answer.body())) {
                throw refusal(request, answer.statusCode(), problem.readNBytes(LONGEST_PROBLEM));
            }
        }
        return answer;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static RefusedByServer refusal(HttpRequest request, int status, byte[] body) {
        String detail = "";
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            detail =
                    ": " + problem.path("detail").asString(problem.path("title").asString(""));
        } catch (JacksonException e) {
            // It is no problem document; the status says enough.
        }
        return new RefusedByServer(
                status, request.method() + " " + request.uri().getPath() + " was refused (" + status + ")" + detail);
    }

    private static byte[] whole(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_TEXT);
        if (in.read() >= 0) {
            throw new IOException("The server's answer is longer than " + LONGEST_TEXT + " bytes");
        }
        return bytes;
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new IOException("The server's answer is not JSON", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
