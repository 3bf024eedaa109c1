package org.deviceonboarding.acl.proof;

import org.deviceonboarding.domain.broker.CanaryReport;
import org.jspecify.annotations.Nullable;

/** The result of a proof: the broker enforces a release, or it does not. */
public sealed interface Verdict {
    /** The release is in force. */
    record Proven(CanaryReport canary) implements Verdict {}

    /** The broker does something else: it lets in whom it must not, or turns away whom it must let in. */
    record Refuted(String reason, @Nullable CanaryReport canary) implements Verdict {}
}
