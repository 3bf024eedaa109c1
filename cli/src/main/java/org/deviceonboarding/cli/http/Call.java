package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request to the portal. */
public final class Call {
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final String method;
    private final String path;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private Duration timeout = ANSWER;
    private boolean repeatable;

    private Call(String method, String path, boolean repeatable) {
        this.method = method;
        this.path = path;
        this.repeatable = repeatable;
        headers.put("Accept", "application/json");
    }

    public static Call get(String path) {
        return new Call("GET", path, true);
    }

    public static Call post(String path) {
        return new Call("POST", path, false);
    }

    public static Call patch(String path) {
        return new Call("PATCH", path, false);
    }

    public static Call put(String path) {
        return new Call("PUT", path, true);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, true);
    }

    /** Adds a parameter, unless the value is null. */
    public Call with(String name, @Nullable Object value) {
        if (value != null) {
            requireWhole(value.toString());
            parameters.put(name, value);
        }
        return this;
    }

    public Call with(Map<String, ?> more) {
        more.forEach(this::with);
        return this;
    }

    /** Adds a header, unless the value is null. */
    public Call header(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    public Call accept(String type) {
        return header("Accept", type);
    }

    public Call json(JsonNode value) {
        return body(value, "application/json");
    }

    public Call body(JsonNode value, String type) {
        requireWhole(value.toString());
        body = BodyPublishers.ofString(value.toString());
        return header("Content-Type", type);
    }

    /**
     * Refuses text with replacement characters. Files and pipes may have lost characters, and the log would keep the damage for
     * good.
     */
    private static void requireWhole(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException(
                    "A character was lost on the way here (U+FFFD): is it UTF-8? Nothing was sent");
        }
    }

    /** Sends a file while reading it. The digest goes ahead in a header, so that the portal recognises a repeated request. */
    public Call file(Path file, String type, LongConsumer sent) throws IOException {
        header("Content-Digest", digest(file));
        body = new CountedBody(BodyPublishers.ofFile(file), sent);
        timeout = UPLOAD;
        return header("Content-Type", type);
    }

    /** Adds an idempotency key, so that the portal carries the request out once even if it arrives twice. */
    public Call idempotencyKey(String key) {
        return header("Idempotency-Key", key).repeatable();
    }

    /** The request may be sent again: a second one has no further effect. */
    public Call repeatable() {
        repeatable = true;
        return this;
    }

    /** The request must not be sent again: the first one uses up the link. */
    public Call once() {
        repeatable = false;
        return this;
    }

    /** The value of Content-Digest (RFC 9530). */
    private static String digest(Path file) throws IOException {
        try (DigestInputStream content =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            byte[] digest = content.getMessageDigest().digest();
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    boolean mayBeRepeated() {
        return repeatable;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** The path for messages, without a link's token, which is a secret. */
    String shownPath() {
        return path.replaceAll("(/credentials/(batch/)?).*", "$1...");
    }

    String query() {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    Map<String, String> headers() {
        return headers;
    }

    BodyPublisher body() {
        return body;
    }

    Duration timeout() {
        return timeout;
    }
}
