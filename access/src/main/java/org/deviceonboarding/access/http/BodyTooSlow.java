package org.deviceonboarding.access.http;

import java.io.IOException;
import java.time.Duration;

/** A body did not come in time. It is an {@link IOException}, because streams throw it. */
final class BodyTooSlow extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooSlow(Duration deadline) {
        super("A body must be there within " + deadline.toSeconds() + " seconds");
    }
}
