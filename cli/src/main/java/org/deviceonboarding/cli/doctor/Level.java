package org.deviceonboarding.cli.doctor;

/** The severity of a finding. */
enum Level {
    OK("green"),
    /** This command cannot check the subject. */
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
