package org.deviceonboarding.access.http;

import java.util.Set;

/**
 * The paths that supervisors and load balancers ask. The portal reads neither a key nor a cookie there, so that the
 * answer does not wait for the database.
 */
public final class HealthProbes {
    public static final String LIVE = "/health/live";
    public static final String READY = "/health/ready";
    public static final Set<String> PATHS = Set.of(LIVE, READY);

    private HealthProbes() {}
}
