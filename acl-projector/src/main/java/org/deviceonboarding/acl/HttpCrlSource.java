package org.deviceonboarding.acl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches the CRL from the side that signs it. */
final class HttpCrlSource implements CrlSource {
    static final Duration DEADLINE = Duration.ofSeconds(3);
    // About 250,000 entries: far more than a broker can bear in its handshakes.
    static final long MAX_BYTES = 16L << 20;

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpCrlSource(URI url) {
        this.url = url;
    }

    @Override
    public String fetch(long minPosition) throws IOException, InterruptedException {
        String query = (url.getRawQuery() == null ? "?" : "&") + "min_position=" + minPosition;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query)).build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(US_ASCII), MAX_BYTES));
        try {
            // The client's own deadline would end with the headers; this one spans the body.
            HttpResponse<String> response = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("No CRL from " + url + ": status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("No CRL from " + url + " within " + DEADLINE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("No CRL from " + url + ": " + e.getCause(), e);
        } finally {
            answer.cancel(true);
        }
    }
}
