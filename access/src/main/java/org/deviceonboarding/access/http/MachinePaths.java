package org.deviceonboarding.access.http;

import java.util.Set;

/**
 * The paths that supervisors, scrapers, brokers and relying parties fetch. They are open to everybody, answer over plain HTTP
 * (RFC 5280, section 8, advises against CRLs over HTTPS), stay at the root if {@code PUBLIC_URL} has a path, and do not count for the rate limit.
 */
public final class MachinePaths {
    public static final Set<String> ALL = Set.of(
            "/health",
            HealthProbes.LIVE,
            HealthProbes.READY,
            "/metrics",
            "/crl",
            "/crl.pem",
            "/crl/root",
            "/crl/root.pem",
            "/crl/chain.pem",
            "/ca.crt",
            "/ca/chain.pem");

    private MachinePaths() {}
}
