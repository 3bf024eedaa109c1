package org.deviceonboarding.cli.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Decides whether and when to send a request again. */
final class RetryPolicy {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int FACTOR = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;

    private RetryPolicy() {}

    static boolean left(int attempt) {
        return attempt < ATTEMPTS;
    }

    /**
     * A 429 says that the server did nothing, so any request may be repeated. After a 503 the server may have done half of the
     * work.
     */
    static boolean worthwhile(Call call, HttpResponse<?> answer, int attempt) {
        boolean invited = answer.headers()
                .firstValue("Retry-After")
                .filter(RetryPolicy::bearable)
                .isPresent();
        return invited
                && left(attempt)
                && (answer.statusCode() == TOO_MANY || (answer.statusCode() == UNAVAILABLE && call.mayBeRepeated()));
    }

    static void pause(int attempt) throws InterruptedException {
        Thread.sleep(FIRST_PAUSE.multipliedBy((long) Math.pow(FACTOR, attempt - 1)));
    }

    static void pause(Optional<String> retryAfter, int attempt) throws InterruptedException {
        Optional<Duration> asked =
                retryAfter.filter(RetryPolicy::bearable).map(text -> Duration.ofSeconds(Long.parseLong(text)));
        if (asked.isPresent()) {
            Thread.sleep(asked.get());
        } else {
            pause(attempt);
        }
    }

    // The other form, a date, needs two clocks that agree.
    private static boolean bearable(String retryAfter) {
        return retryAfter.matches("\\d{1,3}") && Long.parseLong(retryAfter) <= LONGEST_PAUSE.toSeconds();
    }
}
