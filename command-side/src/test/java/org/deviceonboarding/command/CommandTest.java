package org.deviceonboarding.command;

import java.util.List;
import java.util.Objects;
import org.deviceonboarding.domain.fleet.CertificateModel;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.fixture.server.ServerTest;
import org.deviceonboarding.fixture.server.TestServer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** The command side on a port: a test changes devices over HTTP, and reads what the log, the tables and the answers say. */
@SpringBootTest(
        classes = {TestServer.class, CommandSide.class, CommandServer.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "portal.credentials.sweep-interval=200ms",
            "portal.renewal.sweep-interval=1h",
            "DEVICE_PORT=0",
            "FORWARD_HEADERS=native",
            "RATE_LIMIT_ENABLED=false",
        })
@ActiveProfiles("command")
public abstract class CommandTest extends ServerTest {
    protected static final String CA_PASSWORD = "for a test";

    @Autowired
    private FoldedFleet fleet;

    /** The device as its events tell it. */
    protected DeviceModel device(String id) {
        return fleet.device(id);
    }

    protected List<DeviceModel> devicesNamed(String prefix) {
        return fleet.devices().values().stream()
                .filter(device -> device.details().name().startsWith(prefix))
                .toList();
    }

    /** The device's newest certificate. */
    protected CertificateModel certificate(String id) {
        return Objects.requireNonNull(device(id).certificate());
    }
}
