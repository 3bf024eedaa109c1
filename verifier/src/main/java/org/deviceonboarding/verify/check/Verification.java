package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.verify.bundle.Bundle;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.deviceonboarding.verify.bundle.Lines;
import org.deviceonboarding.verify.bundle.Manifest;
import org.deviceonboarding.verify.bundle.Part;
import org.deviceonboarding.verify.bundle.StoredCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a bundle. Memory is in proportion to the fleet, not to the log: what is kept is what the log comes to, and of each
 * certificate its serial number and its end.
 */
public final class Verification {
    private static final int BATCH = 1_024;

    private final EntryReader events = new EntryReader();
    private final Findings findings = new Findings();
    private final Bundle bundle;
    private final Trust trust;
    private final LongConsumer progress;

    private Verification(Bundle bundle, Trust trust, LongConsumer progress) {
        this.bundle = bundle;
        this.trust = trust;
        this.progress = progress;
    }

    /**
     * @param progress is told now and then how many entries were looked at
     * @throws BundleRefused if the bundle, or an earlier one, cannot be read to its end
     */
    public static Report of(Bundle bundle, Trust trust, LongConsumer progress) throws IOException, BundleRefused {
        return new Verification(bundle, trust, progress).run();
    }

    private Report run() throws IOException, BundleRefused {
        Manifest manifest = bundle.manifest();
        VerifierKey key = key(manifest);
        if (key == null) {
            return new Report(findings.first(), 0, List.of(), List.of("anything: there is no key to check with"));
        }
        if (!manifest.origin().equals(key.name())) {
            findings.add(
                    Finding.ofBundle("it is of the log " + manifest.origin() + ", the key is that of " + key.name()));
        } else if (!manifest.verifierKey().equals(key.toString())) {
            findings.add(Finding.ofBundle("it names another key of the log than the one that you trust"));
        }
        Signed signed = new Signed(key);
        int proofs = new ProofCheck(signed, findings).check(bundle);
        Authorities authorities = new Authorities(bundle.text(Part.CA_CHAIN), trust.roots(), findings);
        List<EarlierLog> earlier = new ArrayList<>();
        try (Lines checkpoints = bundle.lines(Part.CHECKPOINTS);
                Lines crls = bundle.lines(Part.CRLS);
                Lines log = bundle.lines(Part.EVENTS)) {
            for (Bundle before : trust.earlier()) {
                earlier.add(new EarlierLog(before.lines(Part.EVENTS), findings));
            }
            KeptHeads kept = new KeptHeads(kept(), signed, findings);
            TreeCheck tree = new TreeCheck(checkpoints, signed, kept, findings);
            Pass pass = new Pass(
                    tree,
                    new SequenceCheck(findings),
                    new CertificateCheck(authorities, findings),
                    new CrlCheck(bundle, crls, authorities, findings),
                    earlier,
                    findings);
            for (List<String> batch = batch(log); !batch.isEmpty(); batch = batch(log)) {
                pass.take(batch.parallelStream()
                        .map(line -> Read.of(line, events))
                        .toList());
                progress.accept(log.number());
            }
            pass.end(bundle, manifest);
            authorities.end();
            return new Summary(pass, kept.count(), proofs, authorities.count(), trust, findings).report();
        } finally {
            for (EarlierLog log : earlier) {
                log.close();
            }
        }
    }

    private static List<String> batch(Lines log) throws IOException, BundleRefused {
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

    /** The auditor's own, and the newest and all others of the earlier bundles, which narrow a stretch. */
    private List<Kept> kept() throws IOException, BundleRefused {
        List<Kept> kept = new ArrayList<>(trust.kept());
        for (Bundle before : trust.earlier()) {
            Map<Long, Kept> bySize = new HashMap<>();
            try (Lines lines = before.lines(Part.CHECKPOINTS)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    try {
                        StoredCheckpoint checkpoint = BundleJson.read(line, StoredCheckpoint.class);
                        bySize.put(
                                checkpoint.size(),
                                new Kept(
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
