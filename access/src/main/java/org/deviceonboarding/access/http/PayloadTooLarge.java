package org.deviceonboarding.access.http;

import java.io.IOException;

/** Thrown when a body is longer than any request needs. */
final class PayloadTooLarge extends IOException {
    PayloadTooLarge(long limit) {
        super(detail(limit));
    }

    static String detail(long limit) {
        return "A body has at most " + limit + " bytes";
    }
}
