package org.deviceonboarding.cli.doctor;

import java.util.List;

/** Reminds of backups, which the doctor cannot check. */
final class BackupHint implements DoctorCheck {
    @Override
    public String subject() {
        return "backups";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) {
        return List.of(DoctorFinding.note(
                "backups",
                "cannot be seen from here",
                "Back up the database, CA_ROOT_PATH, the secret key and the ledger's key, and try to restore them"));
    }
}
