package org.deviceonboarding.acl.release;

import org.deviceonboarding.domain.broker.CanaryReport;
import org.jspecify.annotations.Nullable;

/** Says that a proof has shown that the broker does not enforce a release. */
public final class NotEnforced extends ReleaseRefused {
    private final @Nullable CanaryReport canary;
    private final @Nullable PolicyRelease restored;

    /** @param restored the release that was put back, or null */
    NotEnforced(String reason, @Nullable CanaryReport canary, @Nullable PolicyRelease restored) {
        super(reason);
        this.canary = canary;
        this.restored = restored;
    }

    @Nullable
    CanaryReport canary() {
        return canary;
    }

    @Nullable
    PolicyRelease restored() {
        return restored;
    }
}
