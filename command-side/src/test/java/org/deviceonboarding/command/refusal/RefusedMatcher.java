package org.deviceonboarding.command.refusal;

import java.util.Map;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** What Axon's fixtures expect when a rule says no. */
public final class RefusedMatcher extends CustomTypeSafeMatcher<Refused> {
    private final Refusal expected;

    private RefusedMatcher(Refusal expected) {
        super("refused with " + expected);
        this.expected = expected;
    }

    public static Matcher<Refused> refused(RefusalCode code) {
        return new RefusedMatcher(new Refusal(code, Map.of()));
    }

    @Override
    protected boolean matchesSafely(Refused refused) {
        return refused.refusal().equals(expected);
    }
}
