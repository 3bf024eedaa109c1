package org.deviceonboarding.domain.refusal;

import java.util.Map;
import org.axonframework.commandhandling.CommandExecutionException;

/**
 * A rule of the domain said no.
 *
 * <p>The {@link Refusal} travels as the exception's details, which reach the caller even when the command bus crosses a
 * process boundary; the class does not. Nothing broke, so there is no stack trace.
 */
public final class Refused extends CommandExecutionException {
    private final Refusal refusal;

    public Refused(RefusalCode code, String detail) {
        this(code, detail, Map.of());
    }

    public Refused(RefusalCode code, String detail, Map<String, String> members) {
        this(new Refusal(code, members), detail);
    }

    private Refused(Refusal refusal, String detail) {
        super(detail, null, refusal, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
