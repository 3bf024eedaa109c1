package org.deviceonboarding.audit.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.log.fixture.GivenEvents;
import tools.jackson.databind.JsonNode;

/** Devices with a past that somebody asks about. */
public abstract class InquiryTest extends AuditTest {
    /** When devices with a past were registered, unless told otherwise. */
    protected static final Instant THEN = Instant.parse("2016-02-02T00:00:00Z");

    /** A device with a certificate of so many days, and its bundle. */
    protected record PastDevice(GivenDevice device, Instant begin, BundleId bundle) {
        public static PastDevice of(Instant begin, int days) {
            return new PastDevice(
                    GivenDevice.until(begin.plus(Duration.ofDays(days)).minusSeconds(1)),
                    begin,
                    new BundleId(UUID.randomUUID()));
        }

        public String id() {
            return device.id().value();
        }

        public PastDevice registered(String type, GivenEvents given) {
            given.happened(begin, device.registered("past-" + id(), type));
            return this;
        }

        public PastDevice issued(GivenEvents given) {
            return issued(given, "no certificate");
        }

        public PastDevice issued(GivenEvents given, String pem) {
            given.happened(
                    begin,
                    new CertificateIssued(
                            device.id(),
                            device.serial(),
                            Sha256.of(new byte[] {7}),
                            "CN=" + id(),
                            "rsa-2048",
                            begin,
                            device.notAfter(),
                            pem,
                            IssueReason.REGISTRATION,
                            null));
            return this;
        }

        public PastDevice packaged(GivenEvents given) {
            given.happened(
                    begin,
                    new CredentialsPackaged(
                            device.id(), bundle, device.serial(), Sha256.of(new byte[] {8}), begin.plusSeconds(60)));
            return this;
        }

        public PastDevice downloaded(Instant at, GivenEvents given) {
            given.happened(at, new CredentialsDownloaded(device.id(), bundle));
            return this;
        }
    }

    /** A pump whose credentials wait to be fetched. */
    protected static PastDevice waiting(GivenEvents given) {
        return PastDevice.of(THEN, 36_500)
                .registered("pump", given)
                .issued(given)
                .packaged(given);
    }

    protected static List<String> ids(JsonNode answer) {
        return answer.path("devices")
                .valueStream()
                .map(device -> device.path("device_id").asString())
                .toList();
    }
}
