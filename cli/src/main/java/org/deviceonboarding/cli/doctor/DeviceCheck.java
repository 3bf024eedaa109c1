package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.connect.CredentialsFolder;
import org.deviceonboarding.cli.connect.Probe;

/** Whether the broker lets in whoever holds these credentials. It is a handshake only: no session is ended by it. */
record DeviceCheck(CredentialsFolder device) implements Check {
    @Override
    public String subject() {
        return "device";
    }

    @Override
    public List<Finding> findings(Patient patient) throws IOException {
        try {
            Probe.handshake(device.tls(), device.host(), device.port(), true);
            return List.of(Finding.ok("device", "the broker accepts the certificate of " + device.clientId()));
        } catch (IOException e) {
            return List.of(Finding.fail("device", Probe.words(e), "onboard show " + device.clientId()));
        }
    }
}
