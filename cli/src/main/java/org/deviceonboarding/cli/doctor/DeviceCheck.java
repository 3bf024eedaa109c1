package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.connect.CredentialsFolder;
import org.deviceonboarding.cli.connect.TlsProbe;

/** Checks whether the broker accepts these credentials. The check makes a handshake only, so it ends no session. */
record DeviceCheck(CredentialsFolder device) implements DoctorCheck {
    @Override
    public String subject() {
        return "device";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        try {
            TlsProbe.handshake(device.tls(), device.host(), device.port(), true);
            return List.of(DoctorFinding.ok("device", "the broker accepts the certificate of " + device.clientId()));
        } catch (IOException e) {
            return List.of(DoctorFinding.fail("device", TlsProbe.words(e), "onboard show " + device.clientId()));
        }
    }
}
