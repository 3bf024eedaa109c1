package org.deviceonboarding.cli.runtime;

import java.time.InstantSource;
import java.util.UUID;

/** Gives commands the clock and random numbers. No other class of the command line reads them. */
public final class CliRuntime {
    private CliRuntime() {}

    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** A new key for one request, so that the portal carries the request out once even if it arrives twice. */
    public static String newIdempotencyKey() {
        return UUID.randomUUID().toString();
    }
}
