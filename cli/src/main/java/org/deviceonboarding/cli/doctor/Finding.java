package org.deviceonboarding.cli.doctor;

/**
 * What came out of a check.
 *
 * @param remedy what to do about it; empty if nothing is to be done
 */
record Finding(Level level, String subject, String what, String remedy) {
    static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, "");
    }

    static Finding note(String subject, String what, String remedy) {
        return new Finding(Level.NOTE, subject, what, remedy);
    }

    static Finding warn(String subject, String what, String remedy) {
        return new Finding(Level.WARN, subject, what, remedy);
    }

    static Finding fail(String subject, String what, String remedy) {
        return new Finding(Level.FAIL, subject, what, remedy);
    }
}
