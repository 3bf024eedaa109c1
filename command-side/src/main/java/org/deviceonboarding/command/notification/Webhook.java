package org.deviceonboarding.command.notification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Delivers one message to the receiver over HTTP. What it answers does not matter, as long as it is a success. */
class Webhook {
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final long LONGEST_ANSWER = 64 * 1024;

    private final URI url;
    private final WebhookSignature signature;
    private final HttpClient client;

    /** @param tls knows whose certificate the receiver may have */
    Webhook(URI url, WebhookSignature signature, SSLContext tls) {
        this.url = url;
        this.signature = signature;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws IOException if it did not take the message, within seconds */
    void post(Message message, Instant now) throws IOException, InterruptedException {
        long timestamp = now.getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "device-onboarding-portal")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", signature.sign(message.id(), timestamp, message.body()))
                .POST(BodyPublishers.ofString(message.body()))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.discarding(), LONGEST_ANSWER));
        try {
            // The client's own deadline would end with the headers; this one spans the body.
            int status = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status / 100 != 2) {
                throw new IOException("RENEWAL_WEBHOOK_URL answered with status " + status);
            }
        } catch (TimeoutException e) {
            throw new IOException("RENEWAL_WEBHOOK_URL did not answer within " + DEADLINE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("RENEWAL_WEBHOOK_URL did not answer: " + e.getCause(), e);
        } finally {
            answer.cancel(true);
        }
    }
}
