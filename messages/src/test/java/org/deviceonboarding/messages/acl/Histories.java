package org.deviceonboarding.messages.acl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.IssueReason;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.DeviceEvent;
import org.deviceonboarding.messages.event.DeviceResumed;
import org.deviceonboarding.messages.event.DeviceSuspended;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.messages.topics.AccessPolicy;

/** Logs of certificates and devices coming and going, and what they fold to. */
final class Histories {
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Sha256 DIGEST = new Sha256("00".repeat(32));

    private Histories() {}

    static DeviceId device(int n) {
        return new DeviceId("00000000-0000-4000-8000-%012x".formatted(n));
    }

    static CertificateIssued issued(DeviceId id, int serial) {
        return new CertificateIssued(
                id,
                new SerialNumber(Integer.toHexString(serial)),
                DIGEST,
                "CN=" + id,
                "ec-p256",
                AT,
                AT.plusSeconds(60),
                "pem",
                IssueReason.REGISTRATION,
                null);
    }

    static CertificateRevoked revoked(DeviceId id, int serial) {
        return new CertificateRevoked(
                id,
                new SerialNumber(Integer.toHexString(serial)),
                RevocationReason.UNSPECIFIED,
                null,
                AT.plusSeconds(60));
    }

    private static DeviceEvent event(DeviceId id, int serial, int kind) {
        return switch (kind) {
            case 0, 1 -> revoked(id, serial);
            case 2 -> suspended(id);
            case 3 -> new DeviceResumed(id, List.of(), null);
            case 4 -> new DeviceDecommissioned(id, null);
            default -> issued(id, serial);
        };
    }

    static DeviceSuspended suspended(DeviceId id) {
        return new DeviceSuspended(id, List.of(), null);
    }

    static AccessPolicy fold(List<? extends DeviceEvent> log) {
        AccessPolicy policy = AccessPolicy.EMPTY;
        long position = 0;
        for (DeviceEvent event : log) {
            position += 3;
            policy = policy.after(new Recorded<>(position, AT, event));
        }
        return policy;
    }

    static Arbitrary<List<DeviceEvent>> logs() {
        Arbitrary<DeviceEvent> event = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 9))
                .as((device, serial, kind) -> event(device(device), serial, kind));
        return event.list().ofMaxSize(25);
    }

    /** The same log with each device's events together, which keeps the order within each device. */
    static List<DeviceEvent> deviceByDevice(List<DeviceEvent> log) {
        Map<DeviceId, List<DeviceEvent>> byDevice = new HashMap<>();
        log.forEach(event -> byDevice.computeIfAbsent(event.deviceId(), _ -> new ArrayList<>())
                .add(event));
        return byDevice.values().stream().flatMap(List::stream).toList();
    }
}
