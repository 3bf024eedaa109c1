package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.List;

/** Checks one part of the installation. */
interface DoctorCheck {
    /** The name under which a failure of the check itself is reported. */
    String subject();

    List<DoctorFinding> findings(DoctorContext context) throws IOException;
}
