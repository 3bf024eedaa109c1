package org.deviceonboarding.access.http;

import java.io.IOException;

/** A body went on beyond what any of our requests needs. */
final class PayloadTooLarge extends IOException {
    PayloadTooLarge(long limit) {
        super(detail(limit));
    }

    static String detail(long limit) {
        return "A body has at most " + limit + " bytes";
    }
}
