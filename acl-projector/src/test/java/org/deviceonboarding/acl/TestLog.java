package org.deviceonboarding.acl;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.domain.acl.StrategyChoice;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/** Events as tests write them down, and what they ask for. */
public final class TestLog {
    public static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    public static final BrokerId BROKER = new BrokerId("mosquitto");

    private TestLog() {}

    public static DeviceId device(int n) {
        return new DeviceId("00000000-0000-4000-8000-%012x".formatted(n));
    }

    public static SerialNumber serial(int n) {
        return new SerialNumber(Integer.toHexString(n));
    }

    public static DeviceRegistered registered(int device) {
        return DeviceRegistered.of(device(device), new DeviceDetails("pump " + device, "pump", null, null, Map.of()));
    }

    public static CertificateIssued issued(int device, int serial) {
        return issued(device(device), serial);
    }

    /** What the CA did for the canaries of this broker. */
    public static OnboardingEvent[] canaries() {
        Canary canary = Canary.of(BROKER);
        return new OnboardingEvent[] {
            DeviceRegistered.of(canary.resident(), new DeviceDetails("resident", Canary.TYPE, null, null, Map.of())),
            issued(canary.resident(), TestPki.RESIDENT),
            DeviceRegistered.of(canary.outcast(), new DeviceDetails("outcast", Canary.TYPE, null, null, Map.of())),
            issued(canary.outcast(), TestPki.OUTCAST),
            new CertificateRevoked(
                    canary.outcast(),
                    serial(TestPki.OUTCAST),
                    RevocationReason.CESSATION_OF_OPERATION,
                    null,
                    AT.plusSeconds(60))
        };
    }

    private static CertificateIssued issued(DeviceId id, int serial) {
        return issued(id, serial, AT.plusSeconds(60));
    }

    public static CertificateIssued issued(DeviceId id, int serial, Instant notAfter) {
        return new CertificateIssued(
                id,
                serial(serial),
                new Sha256("00".repeat(32)),
                "CN=" + id,
                "ec-p256",
                AT,
                notAfter,
                "pem",
                IssueReason.REGISTRATION,
                null);
    }

    public static CertificateRevoked revoked(int device, int serial) {
        return new CertificateRevoked(
                device(device), serial(serial), RevocationReason.UNSPECIFIED, null, AT.plusSeconds(60));
    }

    public static DeviceSuspended suspended(int device, int serial) {
        return new DeviceSuspended(
                device(device), List.of(new HeldCertificate(serial(serial), AT.plusSeconds(60))), null);
    }

    public static DeviceResumed resumed(int device, int serial) {
        return new DeviceResumed(device(device), List.of(serial(serial)), null);
    }

    public static BrokerPolicyEnforced enforced(String broker, long position) {
        return new BrokerPolicyEnforced(
                new BrokerId(broker),
                position,
                AclStrategy.EXPLICIT,
                new Sha256("00".repeat(32)),
                new Sha256("00".repeat(32)),
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null);
    }

    /** The desired state after the CA's introduction and these events, at positions 1, 2, 3 ... */
    public static DesiredState desired(OnboardingEvent... events) {
        DesiredState desired = DesiredState.of(BROKER, new StrategyChoice.Fixed(AclStrategy.EXPLICIT))
                .after(new Recorded<>(0, AT, TestPki.SHARED.authority()));
        for (OnboardingEvent event : List.of(events)) {
            desired = desired.after(new Recorded<>(desired.reached() + 1, AT, event));
        }
        return desired;
    }
}
