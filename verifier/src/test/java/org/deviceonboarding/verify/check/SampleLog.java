package org.deviceonboarding.verify.check;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EventCatalogue;
import org.deviceonboarding.logformat.EventJson;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;

/** A log as the portal writes one, with a CA of its own. Positions have gaps. */
final class SampleLog {
    static final Instant BEGIN = Instant.parse("2030-01-31T12:00:00Z");
    static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair DEVICE_KEY = KeyAlgorithm.EC_P256.generate(RANDOM);

    final CertificateAuthority authority;
    final List<LogEntry> entries = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private long position;

    SampleLog(Path folder) {
        authority = CaStore.pkcs12(folder, "correct horse".toCharArray()).open(() -> BEGIN, RANDOM);
    }

    String chain() {
        return Pem.chain(authority.chain());
    }

    void establish() throws Exception {
        X509Certificate issuer = authority.issuer();
        append(
                "authority",
                "Authority",
                new AuthorityEstablished(
                        Sha256.of(issuer.getEncoded()),
                        issuer.getSubjectX500Principal().getName(),
                        issuer.getNotAfter().toInstant(),
                        chain()));
    }

    /** Three events, with the last of which the device has a certificate. */
    CertificateIssued register(String name) throws Exception {
        DeviceId id = new DeviceId(UUID.randomUUID().toString());
        append(id, new DeviceRegistered(id, name, "pump", null, null, Map.of()));
        CertificateIssued issued = certificate(authority, id);
        append(id, issued);
        return issued;
    }

    CertificateIssued certificate(CertificateAuthority signer, DeviceId id) throws Exception {
        X509Certificate certificate = signer.issueDevice(
                id.value(),
                DEVICE_KEY.getPublic(),
                new DeviceProfile(Duration.ofDays(90), URI.create("http://portal.example/crl")));
        return new CertificateIssued(
                id,
                SerialNumber.of(certificate.getSerialNumber()),
                Sha256.of(certificate.getEncoded()),
                certificate.getSubjectX500Principal().getName(),
                "ec-p256",
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Pem.certificate(certificate),
                IssueReason.REGISTRATION,
                null);
    }

    void revoke(CertificateIssued issued) {
        append(
                issued.deviceId(),
                new CertificateRevoked(
                        issued.deviceId(), issued.serial(), RevocationReason.KEY_COMPROMISE, null, issued.notAfter()));
    }

    void suspend(CertificateIssued issued) {
        append(
                issued.deviceId(),
                new DeviceSuspended(
                        issued.deviceId(), List.of(new HeldCertificate(issued.serial(), issued.notAfter())), null));
    }

    void resume(CertificateIssued issued) {
        append(issued.deviceId(), new DeviceResumed(issued.deviceId(), List.of(issued.serial()), null));
    }

    void refuse() {
        append(null, null, new CommandRefused("revoke", null, "not_found"));
    }

    void append(DeviceId id, OnboardingEvent event) {
        append(id.value(), "Device", event);
    }

    private void append(@Nullable String aggregate, @Nullable String type, OnboardingEvent event) {
        String eventId = UUID.randomUUID().toString();
        String aggregateId = aggregate == null ? eventId : aggregate;
        position += entries.size() % 7 == 3 ? 2 : 1;
        entries.add(new LogEntry(
                position,
                eventId,
                aggregateId,
                sequences.merge(aggregateId, 0L, (before, _) -> before + 1),
                type,
                event.getClass().getSimpleName(),
                EventCatalogue.revision(event.getClass()),
                time(),
                EventJson.mapper().writeValueAsString(event),
                "{\"actor\":\"ada\",\"address\":\"192.0.2.7\"}"));
    }

    Instant now() {
        return BEGIN.plus(entries.size(), ChronoUnit.SECONDS);
    }

    private String time() {
        return now().toString().replace("Z", ".000Z");
    }

    long head() {
        return position;
    }
}
