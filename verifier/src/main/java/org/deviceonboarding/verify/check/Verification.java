package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.LineReader;
import org.deviceonboarding.verify.bundle.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle in one pass. Memory is in proportion to the fleet, not to the log: it holds the folded state, and the serial
 * number and end of each certificate.
 */
public final class Verification {
    private static final int BATCH = 1_024;

    private final EntryReader events = new EntryReader();
    private final FindingCollector findings = new FindingCollector();
    private final AuditBundle bundle;
    private final TrustAnchors trust;
    private final LongConsumer progress;

    private Verification(AuditBundle bundle, TrustAnchors trust, LongConsumer progress) {
        this.bundle = bundle;
        this.trust = trust;
        this.progress = progress;
    }

    /**
     * Verifies the bundle.
     *
     * @param progress receives the number of checked entries now and then
     * @throws AuditBundleRefused if the bundle, or an earlier one, cannot be read to its end
     */
    public static VerificationReport of(AuditBundle bundle, TrustAnchors trust, LongConsumer progress)
            throws IOException, AuditBundleRefused {
        return new Verification(bundle, trust, progress).run();
    }

    private VerificationReport run() throws IOException, AuditBundleRefused {
        Manifest manifest = bundle.manifest();
        VerifierKey key = key(manifest);
        if (key == null) {
            return new VerificationReport(
                    findings.first(), 0, List.of(), List.of("anything: there is no key to check with"));
        }
        if (!manifest.origin().equals(key.name())) {
            findings.add(
                    Finding.ofBundle("it is of the log " + manifest.origin() + ", the key is that of " + key.name()));
        } else if (!manifest.verifierKey().equals(key.toString())) {
            findings.add(Finding.ofBundle("it names another key of the log than the one that you trust"));
        }
        CheckpointOpener signed = new CheckpointOpener(key);
        int proofs = new ProofCheck(signed, findings).check(bundle);
        IssuingAuthorities authorities =
                new IssuingAuthorities(bundle.text(BundlePart.CA_CHAIN), trust.roots(), findings);
        List<EarlierLog> earlier = new ArrayList<>();
        try (LineReader checkpoints = bundle.lines(BundlePart.CHECKPOINTS);
                LineReader crls = bundle.lines(BundlePart.CRLS);
                LineReader log = bundle.lines(BundlePart.EVENTS)) {
            for (AuditBundle before : trust.earlier()) {
                earlier.add(new EarlierLog(before.lines(BundlePart.EVENTS), findings));
            }
            KeptCheckpointCheck kept = new KeptCheckpointCheck(kept(), signed, findings);
            TreeCheck tree = new TreeCheck(checkpoints, signed, kept, findings);
            VerificationPass pass = new VerificationPass(
                    tree,
                    new SequenceCheck(findings),
                    new CertificateCheck(authorities, findings),
                    new CrlCheck(bundle, crls, authorities, findings),
                    earlier,
                    findings);
            for (List<String> batch = batch(log); !batch.isEmpty(); batch = batch(log)) {
                pass.take(batch.parallelStream()
                        .map(line -> ParsedLine.of(line, events))
                        .toList());
                progress.accept(log.number());
            }
            pass.end(bundle, manifest);
            authorities.end();
            return new CheckSummary(pass, kept.count(), proofs, authorities.count(), trust, findings).report();
        } finally {
            for (EarlierLog log : earlier) {
                log.close();
            }
        }
    }

    private static List<String> batch(LineReader log) throws IOException, AuditBundleRefused {
        List<String> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH) {
            String line = log.next();
            if (line == null) {
                break;
            }
            batch.add(line);
        }
        return batch;
    }

    private @Nullable VerifierKey key(Manifest manifest) {
        if (trust.key() != null) {
            return trust.key();
        }
        String text = trust.earlier().isEmpty()
                ? manifest.verifierKey()
                : trust.earlier().getFirst().manifest().verifierKey();
        try {
            return VerifierKey.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.ofBundle("its key is none: " + e.getMessage()));
            return null;
        }
    }

    /** The auditor's checkpoints and those of earlier bundles, which narrow a section down. */
    private List<KeptCheckpoint> kept() throws IOException, AuditBundleRefused {
        List<KeptCheckpoint> kept = new ArrayList<>(trust.kept());
        for (AuditBundle before : trust.earlier()) {
            Map<Long, KeptCheckpoint> bySize = new HashMap<>();
            try (LineReader lines = before.lines(BundlePart.CHECKPOINTS)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    try {
                        ExportedCheckpoint checkpoint = BundleJson.read(line, ExportedCheckpoint.class);
                        bySize.put(
                                checkpoint.size(),
                                new KeptCheckpoint(
                                        "the earlier bundle of "
                                                + before.manifest().exportedAt(),
                                        checkpoint.note()));
                    } catch (IllegalArgumentException e) {
                        findings.add(Finding.ofBundle("a checkpoint of the earlier bundle " + e.getMessage()));
                    }
                }
            }
            kept.addAll(bySize.values());
        }
        return kept;
    }
}
