package org.deviceonboarding.cli.doctor;

/** How good something is. */
enum Level {
    OK("green"),
    /** Nobody can tell from here. */
    NOTE("cyan"),
    WARN("yellow"),
    FAIL("red");

    private final String colour;

    Level(String colour) {
        this.colour = colour;
    }

    String colour() {
        return colour;
    }
}
