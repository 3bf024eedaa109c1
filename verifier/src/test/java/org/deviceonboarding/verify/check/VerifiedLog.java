package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.ledger.NoteSigner;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Verifies bundles of a log with three devices, one of them revoked and one suspended. */
abstract class VerifiedLog {
    static final int VICTIM = 8;

    @TempDir
    Path folder;

    SampleLog log;
    NoteSigner signer;
    CertificateIssued pump;

    @BeforeEach
    void fillTheLog() throws Exception {
        log = new SampleLog(folder.resolve("ca"));
        signer = SampleBundle.signer();
        log.establish();
        pump = log.register("pump 1");
        CertificateIssued valve = log.register("valve");
        log.refuse();
        log.suspend(valve);
        log.revoke(pump);
        log.register("pump 2");
        log.resume(valve);
        log.suspend(valve);
        log.refuse();
    }

    SampleBundle bundle() {
        return new SampleBundle(log, signer).sign(4, 8, log.entries.size());
    }

    VerificationReport verify(SampleBundle bundle, TrustAnchors trust) throws IOException, AuditBundleRefused {
        Path file = bundle.write(Files.createTempFile(folder, "bundle-", ".zip"));
        try (AuditBundle opened = AuditBundle.open(file)) {
            return Verification.of(opened, trust, _ -> {});
        }
    }

    TrustAnchors key() {
        return new TrustAnchors(signer.verifier(), List.of(), List.of(), Set.of());
    }

    /** The newest checkpoint of the log as it is, and nothing else. */
    TrustAnchors oneCheckpoint() {
        return new TrustAnchors(
                signer.verifier(), List.of(kept(bundle().checkpoints.getLast().note())), List.of(), Set.of());
    }

    static KeptCheckpoint kept(String note) {
        return new KeptCheckpoint("my drawer", note);
    }

    LogEntry entry(int index) {
        return log.entries.get(index);
    }

    long position(int index) {
        return entry(index).position();
    }

    static void alter(SampleBundle bundle, int index, UnaryOperator<LogEntry> change) {
        LogLine line = bundle.lines.get(index);
        bundle.lines.set(
                index, new LogLine(line.position(), change.apply(Objects.requireNonNull(line.entry())), line.leaf()));
    }

    static LogEntry with(LogEntry e, String time, String payload, String metadata) {
        return new LogEntry(
                e.position(),
                e.eventId(),
                e.aggregateId(),
                e.sequence(),
                e.aggregateType(),
                e.type(),
                e.revision(),
                time,
                payload,
                metadata);
    }

    static FindingLocation firstOf(VerificationReport report) {
        return report.findings().getFirst().place();
    }

    static Finding only(VerificationReport report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().getFirst();
    }
}
