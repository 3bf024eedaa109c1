package org.deviceonboarding.cli.audit;

import java.time.InstantSource;

/** Where the clock of these commands comes from. */
final class CompositionRoot {
    private CompositionRoot() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
