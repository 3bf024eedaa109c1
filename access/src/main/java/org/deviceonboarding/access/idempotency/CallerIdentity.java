package org.deviceonboarding.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;

/** Tells callers apart, so that nobody gets an answer that was meant for somebody else. */
@FunctionalInterface
public interface CallerIdentity {
    /** Who makes this request and how they proved it. */
    String of(HttpServletRequest request);
}
