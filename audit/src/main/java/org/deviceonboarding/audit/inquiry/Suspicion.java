package org.deviceonboarding.audit.inquiry;

/** That somebody or something was in the wrong hands for a while. */
public record Suspicion(Suspect suspect, Window window) {
    /** Whether the event falls under it. */
    public boolean covers(Traced<?> traced) {
        return window.holds(traced.at()) && suspect.did(traced);
    }
}
