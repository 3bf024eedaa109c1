package org.deviceonboarding.cli.doctor;

/**
 * What came out of a check.
 *
 * @param remedy what to do about it; empty if nothing is to be done
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
