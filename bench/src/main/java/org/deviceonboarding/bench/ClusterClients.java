package org.deviceonboarding.bench;

import java.security.KeyPair;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Operators' programs: they register and read through the proxy. */
final class ClusterClients {
    private final PatientClient client;
    private final LoadedFleet fleet;
    private final Tally tally;
    private final String chain;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger next = new AtomicInteger();

    /** @param chain the issuing CA and the root, PEM */
    ClusterClients(PatientClient client, LoadedFleet fleet, Tally tally, String chain) {
        this.client = client;
        this.fleet = fleet;
        this.tally = tally;
        this.chain = chain;
    }

    /** Registers a device with a key of its own. */
    Optional<LoadedDevice> register(boolean mayBeRevoked) throws Exception {
        KeyPair key = CertificateRequests.newKey();
        String name = "load-" + run + "-" + next.incrementAndGet();
        String json = "{\"name\": \"" + name + "\", \"type\": \"pump\"" + CertificateRequests.member(key) + "}";
        Optional<JsonNode> answer = client.change("/register", json);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        JsonNode device = answer.get();
        LoadedDevice loaded = new LoadedDevice(
                device.path("device_id").asString(),
                name,
                device.path("certificate_serial").asString(),
                new DeviceIdentity(key, device.path("certificate_pem").asString(), chain));
        fleet.add(loaded, mayBeRevoked);
        tally.count("registered");
        return Optional.of(loaded);
    }

    /** Reads a device that was acknowledged, and compares. */
    void read() throws InterruptedException {
        Optional<LoadedDevice> device = fleet.any();
        if (device.isPresent()) {
            compare(device.get());
        }
    }

    void compare(LoadedDevice device) throws InterruptedException {
        boolean revoked = fleet.isRevoked(device.id());
        Optional<JsonNode> answer = client.read("/device/" + device.id());
        if (answer.isEmpty()) {
            tally.violation("device " + device.id() + " cannot be read");
            return;
        }
        JsonNode shown = answer.get();
        String status = shown.path("status").asString();
        boolean sameDevice = shown.path("name").asString().equals(device.name())
                && shown.path("certificate").path("serial").asString().equals(device.serial());
        boolean sameStatus = status.equals(revoked ? "revoked" : "active")
                || (!revoked && fleet.mayBeRevoked(device.id())); // revoked while we read
        if (!sameDevice || !sameStatus) {
            tally.violation("device " + device.id() + " was acknowledged as " + device.name() + " " + device.serial()
                    + (revoked ? " revoked" : "") + ", and is " + shown);
        }
    }
}
