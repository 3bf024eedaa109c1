package org.deviceonboarding.domain.event;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.OptionalDetail;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.jspecify.annotations.Nullable;

/** One event of each kind with every field filled in. */
public final class EventExamples {
    public static final DeviceId PUMP = new DeviceId("0b0e7a9c-6f0e-4f4b-9d3c-2f6f3a1d5e70");
    private static final BundleId BUNDLE = new BundleId(UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"));
    private static final UUID ID = UUID.fromString("1b4e28ba-2fa1-4d2a-883f-0016d3cca427");
    private static final BulkId BULK = new BulkId(BUNDLE.value());
    private static final ApprovalId APPROVAL = new ApprovalId(BUNDLE.value());
    private static final SerialNumber SERIAL = new SerialNumber("5f3a1d5e70");
    private static final Sha256 DIGEST = Sha256.of(new byte[0]);
    private static final Instant NOW = Instant.parse("2026-11-01T12:34:56Z");
    private static final Instant LATER = Instant.parse("2027-11-01T12:34:55.789Z");
    private static final BrokerId BROKER = new BrokerId("mosquitto");
    private static final String KEY = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n";
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private EventExamples() {}

    public static DeviceRegistered registered(DeviceId id) {
        return new DeviceRegistered(
                id, "pump-1", "pump", "Halle 3, Düsseldorf", "1.4.2", Map.of("line", "b", "area", "7"));
    }

    private static CertificateIssued issued(@Nullable KeyHolder holder) {
        return new CertificateIssued(
                PUMP,
                SERIAL,
                DIGEST,
                "CN=" + PUMP,
                "rsa-2048",
                NOW,
                LATER,
                PEM,
                IssueReason.RENEWAL,
                new SerialNumber("1"),
                holder);
    }

    private static BrokerPolicyEnforced enforced(@Nullable Long expiredThrough, @Nullable Long purgedThrough) {
        return new BrokerPolicyEnforced(
                BROKER,
                4711,
                AclStrategy.PATTERN,
                DIGEST,
                DIGEST,
                new BigInteger("123456789012345678901234567890"),
                2,
                new CanaryReport(true, true, true, true),
                NOW,
                412L,
                expiredThrough,
                purgedThrough);
    }

    private static AclTemplateDefined template(@Nullable MessagesAfterLoss messages) {
        return new AclTemplateDefined(
                "pump",
                2,
                List.of(
                        new TemplateRule(TopicAccess.READ, "devices/{device_id}/cmd/#"),
                        new TemplateRule(TopicAccess.DENY, "devices/+/secret")),
                "no more secrets",
                messages);
    }

    /** What revisions of the past are read as, where that is another one of these. */
    public static List<OnboardingEvent> past() {
        return List.of(
                issued(null),
                new ApiKeyCreated(ID, "ada", List.of("auditor", "operator"), LATER),
                new CertificateExpired(PUMP, SERIAL, null),
                enforced(null, null),
                template(null),
                new ImportCancelled(BULK, 50, 1, null),
                new BulkCancelled(BULK, 100, 0, null));
    }

    public static List<OnboardingEvent> all() {
        return List.of(
                registered(PUMP),
                issued(KeyHolder.DEVICE),
                new CertificateRevoked(PUMP, SERIAL, RevocationReason.KEY_COMPROMISE, "stolen", LATER),
                new CredentialsPackaged(PUMP, BUNDLE, SERIAL, DIGEST, LATER),
                new CredentialsDownloaded(PUMP, BUNDLE),
                new CredentialsExpired(PUMP, BUNDLE),
                new DeviceSuspended(
                        PUMP,
                        List.of(new HeldCertificate(SERIAL, LATER), new HeldCertificate(new SerialNumber("1"), NOW)),
                        "lost"),
                new DeviceResumed(PUMP, List.of(SERIAL, new SerialNumber("1")), "found"),
                new DeviceDetailsChanged(
                        PUMP,
                        "pump-1 (north)",
                        "Halle 4",
                        null,
                        Map.of("line", "c"),
                        List.of(OptionalDetail.FIRMWARE),
                        List.of("area")),
                new DeviceDecommissioned(PUMP, "scrapped"),
                new CertificateExpiring(PUMP, SERIAL, LATER),
                new CertificateExpired(PUMP, SERIAL, 1),
                new BrokerKeysPresented(BROKER, List.of("broker.example", "10.1.2.3"), KEY, KEY),
                new BrokerCertificateIssued(BROKER, SERIAL, DIGEST, "CN=mosquitto", NOW, LATER, PEM),
                enforced(4712L, 4713L),
                new BrokerPolicyRejected(
                        BROKER,
                        4712,
                        DIGEST,
                        BigInteger.TEN,
                        "the outcast got in",
                        new CanaryReport(false, true, true, true),
                        4711L),
                new BrokerProofDisabled(BROKER),
                new BrokerRetired(BROKER, "the line was sold"),
                template(MessagesAfterLoss.PURGE),
                new AuthorityEstablished(DIGEST, "CN=Device Onboarding Issuing CA 1f2e", LATER, PEM + PEM),
                new CommandRefused("revoke", PUMP, "forbidden"),
                new ApiKeyCreated(ID, "line-7", "ada", List.of("auditor", "operator"), LATER),
                new ApiKeyRevoked(ID, "ada"),
                new SignedIn(ID, List.of("auditor", "operator"), LATER),
                new SignedOut(ID),
                new SignInRefused("login", 100),
                new ImportAccepted(BULK, 1000, DIGEST),
                new ImportFinished(BULK, 998, 2),
                new ImportCancelled(BULK, 50, 1, StopReason.KEY_REVOKED),
                new BulkStarted(BULK, BulkAction.REVOKE, 200, DIGEST, RevocationReason.KEY_COMPROMISE, "stolen lorry"),
                new BulkFinished(BULK, 199, 1),
                new BulkCancelled(BULK, 100, 0, StopReason.KEY_REVOKED),
                new BatchClaimed(BULK),
                new BatchDownloadStarted(BULK, 2),
                new BatchDownloaded(BULK, 2, 998),
                new ApprovalRequested(
                        APPROVAL, ApprovalAction.MASS_REVOCATION, BULK.toString(), DIGEST, "stolen lorry", LATER),
                new ApprovalGranted(APPROVAL, "seen"),
                new ApprovalRejected(APPROVAL, "not these"),
                new ServerCertificateIssued(DIGEST, SERIAL, DIGEST, "CN=device-port", NOW, LATER, PEM));
    }
}
