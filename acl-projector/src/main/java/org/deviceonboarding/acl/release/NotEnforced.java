package org.deviceonboarding.acl.release;

import org.deviceonboarding.domain.broker.CanaryReport;
import org.jspecify.annotations.Nullable;

/** A proof has shown that the broker does not do what a release asks for. */
public final class NotEnforced extends ReleaseRefused {
    private final @Nullable CanaryReport canary;
    private final @Nullable Long restored;

    /** @param restored position of the release that was put back, or null */
    NotEnforced(String reason, @Nullable CanaryReport canary, @Nullable Long restored) {
        super(reason);
        this.canary = canary;
        this.restored = restored;
    }

    @Nullable
    CanaryReport canary() {
        return canary;
    }

    @Nullable
    Long restored() {
        return restored;
    }
}
