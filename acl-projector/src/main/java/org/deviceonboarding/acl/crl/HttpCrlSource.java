package org.deviceonboarding.acl.crl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches the CRL over HTTP from the side that signs it. */
public final class HttpCrlSource implements CrlSource {
    static final Duration DEADLINE = Duration.ofSeconds(3);
    // What a network at least carries. A CRL of a million entries has 66 MB.
    private static final long BYTES_A_SECOND = 4L << 20;

    private final URI url;
    private final CrlSize size;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public HttpCrlSource(URI url, CrlSize size) {
        this.url = url;
        this.size = size;
    }

    @Override
    public String fetch(long minPosition) throws IOException, InterruptedException {
        String query = (url.getRawQuery() == null ? "?" : "&") + "min_position=" + minPosition;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query)).build();
        Announced announced = new Announced();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, info -> body(info, announced));
        try {
            HttpResponse<String> response = await(answer, announced);
            if (response.statusCode() != 200) {
                throw new IOException("No CRL from " + url + ": status " + response.statusCode());
            }
            size.is(response.body().length());
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException(
                    "No CRL from " + url + " within "
                            + DEADLINE.plus(announced.time()).toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("No CRL from " + url + ": " + e.getCause(), e);
        } finally {
            answer.cancel(true);
        }
    }

    // The client's own deadline would end with the headers; this one spans the body.
    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, Announced announced)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return answer.get(announced.time().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private BodySubscriber<String> body(ResponseInfo info, Announced announced) {
        long length = info.headers().firstValueAsLong("Content-Length").orElse(0);
        if (info.statusCode() == 200) {
            size.is(Math.max(size.bytes(), length));
            announced.bytes = Math.min(length, size.most());
        }
        return BodySubscribers.limiting(BodySubscribers.ofString(US_ASCII), size.most());
    }

    /** The size that the answer announces. */
    private static final class Announced {
        private volatile long bytes;

        Duration time() {
            return Duration.ofSeconds(bytes / BYTES_A_SECOND);
        }
    }
}
