package org.deviceonboarding.audit.inquiry.blast;

import java.util.Locale;

/** The suspect as a request names it. */
record SuspectParameter(Kind kind, String value) {
    enum Kind {
        ACTOR,
        ADDRESS,
        AUTHORITY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        SuspectParameter named(String value) {
            return new SuspectParameter(this, value);
        }
    }
}
