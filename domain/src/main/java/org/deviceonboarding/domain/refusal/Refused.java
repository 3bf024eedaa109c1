package org.deviceonboarding.domain.refusal;

import java.util.Map;

/** Thrown when a rule of the domain refuses a request. Nothing broke, so there is no stack trace. */
public final class Refused extends RuntimeException {
    private final Refusal refusal;

    public Refused(RefusalCode code, String detail) {
        this(code, detail, Map.of());
    }

    public Refused(RefusalCode code, String detail, Map<String, String> members) {
        super(detail, null, true, false);
        this.refusal = new Refusal(code, members);
    }

    public Refusal refusal() {
        return refusal;
    }
}
