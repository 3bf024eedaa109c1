package org.deviceonboarding.audit.ledger.publish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Posts checkpoints to a URL. Any successful answer will do. */
final class WebhookPublisher implements CheckpointPublisher {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long LONGEST_ANSWER = 64 * 1024;

    private final URI url;
    private final HttpClient client;

    /** @param tls the CAs that may have issued the receiver's certificate */
    WebhookPublisher(URI url, SSLContext tls) {
        this.url = url;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void publish(String note) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(note))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.discarding(), LONGEST_ANSWER));
        try {
            // The client's own deadline would end with the headers; this one spans the body.
            int status = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status / 100 != 2) {
                throw new IOException("LEDGER_WEBHOOK_URL answered with status " + status);
            }
        } catch (TimeoutException e) {
            throw new IOException("LEDGER_WEBHOOK_URL did not answer within " + DEADLINE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("LEDGER_WEBHOOK_URL did not answer: " + e.getCause(), e);
        } finally {
            answer.cancel(true);
        }
    }
}
