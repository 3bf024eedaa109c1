package org.deviceonboarding.log.upkeep;

/** The new tables are ready, but the old ones are in use without a pause, or were begun anew and are behind. */
final class SwapRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SwapRefused() {
        super("For ten minutes the tables in use could not be replaced");
    }
}
