package org.deviceonboarding.cli.world;

import java.time.InstantSource;
import java.util.UUID;

/** Where the time and the luck of all commands come from. */
public final class CompositionRoot {
    private CompositionRoot() {}

    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** Names one wish, so that the server grants it once however often it hears it. */
    public static String newWish() {
        return UUID.randomUUID().toString();
    }
}
