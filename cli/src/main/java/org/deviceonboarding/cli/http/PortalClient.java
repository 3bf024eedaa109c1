package org.deviceonboarding.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to the portal. Every wait has a deadline: for the connection, for the answer, and for more of the answer. A
 * request that may be repeated is sent again a few times while the server is not reachable or asks to retry.
 */
public final class PortalClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_PROBLEM = 1 << 20;
    private static final int SUCCESS = 200;
    private static final int NO_SUCCESS = 300;

    private final HttpClient http;
    private final String url;
    private final @Nullable BearerKey key;

    /**
     * @param trust null to trust the CAs that Java trusts
     */
    public PortalClient(URI url, @Nullable BearerKey key, @Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER); // the key is for this server
        this.http = (trust == null ? builder : builder.sslContext(trust)).build();
        this.url = url.toString().replaceAll("/+$", "");
        this.key = key;
    }

    public boolean hasKey() {
        return key != null;
    }

    public String url() {
        return url;
    }

    /** The answer as a stream. */
    public InputStream stream(String path, Map<String, ?> parameters, String accept) throws IOException {
        return open(Call.get(path).with(parameters).accept(accept)).body();
    }

    public byte[] bytes(String path, Map<String, ?> parameters, String accept) throws IOException {
        try (PortalAnswer answer = open(Call.get(path).with(parameters).accept(accept))) {
            return answer.bytes();
        }
    }

    public String text(String path, Map<String, ?> parameters, String accept) throws IOException {
        return new String(bytes(path, parameters, accept), StandardCharsets.UTF_8);
    }

    public JsonNode json(String path, Map<String, ?> parameters) throws IOException {
        return json(Call.get(path).with(parameters));
    }

    /** Posts without a body. */
    public JsonNode post(String path) throws IOException {
        return json(Call.post(path));
    }

    public JsonNode json(Call call) throws IOException {
        try (PortalAnswer answer = open(call)) {
            return answer.json();
        }
    }

    /**
     * @throws RefusedByServer if the portal refuses the request
     */
    public PortalAnswer open(Call call) throws IOException {
        HttpRequest request = request(call);
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<PortalAnswer> answer = attempt(call, request, attempt);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachable("Interrupted", e);
        }
    }

    /**
     * @return empty if the request is worth another attempt
     */
    private Optional<PortalAnswer> attempt(Call call, HttpRequest request, int attempt)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, BodyHandlers.ofInputStream());
        } catch (SSLHandshakeException e) {
            throw new ServerUnreachable(
                    url + " does not answer as one we trust (--ca-file names the CAs to trust): " + reason(e), e);
        } catch (IOException e) {
            boolean neverSent = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
            if (!RetryPolicy.left(attempt) || (!neverSent && !call.mayBeRepeated())) {
                throw new ServerUnreachable(url + " does not answer: " + reason(e), e);
            }
            RetryPolicy.pause(attempt);
            return Optional.empty();
        }
        if (answer.statusCode() >= SUCCESS && answer.statusCode() < NO_SUCCESS) {
            return Optional.of(
                    new PortalAnswer(answer.statusCode(), answer.headers(), new IdleTimeoutStream(answer.body())));
        }
        RefusedByServer refusal = refusal(call, answer);
        if (!RetryPolicy.worthwhile(call, answer, attempt)) {
            throw refusal;
        }
        RetryPolicy.pause(answer.headers().firstValue("Retry-After"), attempt);
        return Optional.empty();
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path() + call.query()))
                .timeout(call.timeout())
                .method(call.method(), call.body())
                .header("User-Agent", "onboard");
        call.headers().forEach(request::header);
        return (key == null ? request : request.header("Authorization", key.header())).build();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static RefusedByServer refusal(Call call, HttpResponse<InputStream> answer) throws IOException {
        try (InputStream problem = new IdleTimeoutStream(answer.body())) {
            return RefusedByServer.of(
                    call.method() + " " + call.shownPath(), answer.statusCode(), problem.readNBytes(LONGEST_PROBLEM));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
