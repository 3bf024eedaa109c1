package org.deviceonboarding.cli.doctor;

/**
 * The result of a check.
 *
 * @param remedy what the user should do; empty if nothing
 */
record DoctorFinding(Level level, String subject, String what, String remedy) {
    static DoctorFinding ok(String subject, String what) {
        return new DoctorFinding(Level.OK, subject, what, "");
    }

    static DoctorFinding note(String subject, String what, String remedy) {
        return new DoctorFinding(Level.NOTE, subject, what, remedy);
    }

    static DoctorFinding warn(String subject, String what, String remedy) {
        return new DoctorFinding(Level.WARN, subject, what, remedy);
    }

    static DoctorFinding fail(String subject, String what, String remedy) {
        return new DoctorFinding(Level.FAIL, subject, what, remedy);
    }
}
