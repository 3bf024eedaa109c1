package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one thing. */
interface DoctorCheck {
    /** What a failure of the check itself is put down to. */
    String subject();

    List<DoctorFinding> findings(DoctorContext context) throws IOException;
}
