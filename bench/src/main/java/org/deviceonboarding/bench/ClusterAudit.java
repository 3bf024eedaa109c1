package org.deviceonboarding.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Compares what was acknowledged with what the portal shows and with the log, after a load. */
record ClusterAudit(PatientClient client, ClusterClients clients, LoadedFleet fleet, Tally tally) {
    private static final int READERS = 4;

    void compare() throws IOException, InterruptedException {
        compareDevices();
        compareLog();
    }

    private void compareDevices() throws InterruptedException {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (LoadedDevice device : fleet.registered()) {
                readers.execute(() -> {
                    try {
                        clients.compare(device);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            readers.shutdown();
            if (!readers.awaitTermination(10, TimeUnit.MINUTES)) {
                tally.violation("the devices cannot be read within ten minutes");
            }
        }
    }

    private void compareLog() throws IOException, InterruptedException {
        Map<String, String> names = new HashMap<>(); // by device
        Map<String, String> serials = new HashMap<>(); // likewise
        Set<String> revoked = new HashSet<>();
        once("DeviceRegistered", "name", "double names", names);
        once("CertificateIssued", "serial", "double serials", serials);
        client.events("CertificateRevoked", event -> {
            String serial = member(event, "serial");
            if (!revoked.add(serial)) {
                tally.violation("the log revokes " + serial + " twice");
            }
        });
        for (LoadedDevice device : fleet.registered()) {
            String serial = asNumber(device.serial());
            boolean kept = device.name().equals(names.get(device.id())) && serial.equals(serials.get(device.id()));
            boolean revocationKept = !fleet.isRevoked(device.id()) || revoked.contains(serial);
            if (!kept || !revocationKept) {
                tally.count("lost");
                tally.violation("the log lacks " + (kept ? "the revocation of " : "") + device.id());
            }
        }
    }

    /** Each value is in the log once. */
    private void once(String type, String member, String what, Map<String, String> byDevice)
            throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        client.events(type, event -> {
            String value = member(event, member);
            if (!seen.add(value)) {
                tally.count(what);
                tally.violation("the log has two " + type + " with the " + member + " " + value);
            }
            byDevice.put(member(event, "device_id"), value);
        });
    }

    private static String member(JsonNode event, String name) {
        String value = event.path("payload").path(name).asString();
        return name.equals("serial") ? asNumber(value) : value;
    }

    /** Answers have a serial number with a leading zero where the log has none. */
    private static String asNumber(String serial) {
        return new BigInteger(serial, 16).toString(16);
    }
}
