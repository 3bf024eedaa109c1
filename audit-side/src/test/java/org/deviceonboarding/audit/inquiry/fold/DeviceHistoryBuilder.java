package org.deviceonboarding.audit.inquiry.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;

/** Tells one device's history, an event an hour unless the clock is turned on. */
final class DeviceHistoryBuilder {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final DeviceId DEVICE = new DeviceId("0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70");

    private final List<AttributedEvent<DeviceEvent>> events = new ArrayList<>();
    private Instant now = START;

    DeviceHistoryBuilder later(Duration by) {
        now = now.plus(by);
        return this;
    }

    DeviceHistoryBuilder registered(String actor, String address) {
        return tell(actor, address, new DeviceRegistered(DEVICE, "pump 1", "pump", null, null, Map.of()));
    }

    DeviceHistoryBuilder issued(String actor, String serial, int days) {
        Instant notBefore = now.minusSeconds(60);
        return tell(
                actor,
                "10.0.0.1",
                new CertificateIssued(
                        DEVICE,
                        new SerialNumber(serial),
                        Sha256.of(serial.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        "CN=" + DEVICE,
                        "ec-p256",
                        notBefore,
                        notBefore.plus(Duration.ofDays(days)).minusSeconds(1),
                        "no certificate",
                        IssueReason.REGISTRATION,
                        null));
    }

    /** The device renews itself. */
    DeviceHistoryBuilder renewed(String presented, String serial) {
        return tell(
                Actor.named("device/" + DEVICE, "certificate")
                        .with(Fact.ADDRESS, "10.0.0.9")
                        .with(Fact.CERTIFICATE_SERIAL, presented),
                certificate(serial, "no certificate"));
    }

    DeviceHistoryBuilder issuedFor(String actor, String serial, String pem) {
        return tell(byKey(actor, "10.0.0.1"), certificate(serial, pem));
    }

    private CertificateIssued certificate(String serial, String pem) {
        return new CertificateIssued(
                DEVICE,
                new SerialNumber(serial),
                Sha256.of(serial.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                "CN=" + DEVICE,
                "ec-p256",
                now.minusSeconds(60),
                now.plus(Duration.ofDays(365)),
                pem,
                IssueReason.RENEWAL,
                null);
    }

    DeviceHistoryBuilder packaged(String actor, int bundle, String serial) {
        return tell(
                actor,
                "10.0.0.1",
                new CredentialsPackaged(
                        DEVICE, bundle(bundle), new SerialNumber(serial), Sha256.of(new byte[0]), now.plusSeconds(60)));
    }

    DeviceHistoryBuilder downloaded(String actor, String address, int bundle) {
        return tell(actor, address, new CredentialsDownloaded(DEVICE, bundle(bundle)));
    }

    DeviceHistoryBuilder revoked(String actor, String serial) {
        return tell(
                actor,
                "10.0.0.1",
                new CertificateRevoked(
                        DEVICE, new SerialNumber(serial), RevocationReason.SUPERSEDED, null, now.plusSeconds(60)));
    }

    DeviceHistoryBuilder suspended(String actor, String serial) {
        return tell(
                actor,
                "10.0.0.1",
                new DeviceSuspended(
                        DEVICE, List.of(new HeldCertificate(new SerialNumber(serial), now.plusSeconds(60))), null));
    }

    DeviceHistoryBuilder resumed(String actor, String serial) {
        return tell(actor, "10.0.0.1", new DeviceResumed(DEVICE, List.of(new SerialNumber(serial)), null));
    }

    private DeviceHistoryBuilder tell(String actor, String address, DeviceEvent event) {
        return tell(byKey(actor, address), event);
    }

    static Actor byKey(String name, String address) {
        return Actor.named(name, "api_key").with(Fact.ADDRESS, address).with(Fact.USER_AGENT, "curl");
    }

    private DeviceHistoryBuilder tell(Actor actor, DeviceEvent event) {
        events.add(new AttributedEvent<>(new Recorded<>(events.size() + 1L, now, event), actor));
        return later(Duration.ofHours(1));
    }

    static BundleId bundle(int number) {
        return new BundleId(new UUID(0, number));
    }

    Involvement of(SuspectedCompromise compromise) {
        @Nullable Involvement involvement = null;
        for (AttributedEvent<DeviceEvent> event : events) {
            involvement = Involvement.after(involvement, event, compromise);
        }
        return java.util.Objects.requireNonNull(involvement);
    }

    DeviceLifecycle life() {
        @Nullable DeviceLifecycle life = null;
        for (AttributedEvent<DeviceEvent> event : events) {
            life = DeviceLifecycle.after(life, event.recorded());
        }
        return java.util.Objects.requireNonNull(life);
    }
}
