package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.ProofVerdict;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.ExportedProof;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;

/** Checks the server's consistency proofs between its checkpoints. */
final class ProofCheck {
    private static final int MOST = 10_000;

    private final CheckpointOpener signed;
    private final FindingCollector findings;

    ProofCheck(CheckpointOpener signed, FindingCollector findings) {
        this.signed = signed;
        this.findings = findings;
    }

    /** @return the number of correct proofs */
    int check(AuditBundle bundle) throws IOException, AuditBundleRefused {
        Map<Long, TreeHead> heads = new HashMap<>();
        Map<Long, ExportedProof> proofs = proofs(bundle);
        try (LineReader checkpoints = bundle.lines(BundlePart.CHECKPOINTS)) {
            for (String line = checkpoints.next(); line != null && !proofs.isEmpty(); line = checkpoints.next()) {
                TreeHead head = head(line, proofs);
                if (head != null) {
                    heads.put(head.size(), head);
                }
            }
        }
        int held = 0;
        for (ExportedProof proof : proofs.values()) {
            if (holds(proof, heads)) {
                held++;
            } else {
                findings.add(new Finding(
                        new FindingLocation.WholeBundle(),
                        FindingKind.PROOF,
                        "the proof from " + proof.from() + " to " + proof.to() + " entries does not hold"));
            }
        }
        return held;
    }

    private Map<Long, ExportedProof> proofs(AuditBundle bundle) throws IOException, AuditBundleRefused {
        Map<Long, ExportedProof> proofs = new HashMap<>();
        try (LineReader lines = bundle.lines(BundlePart.PROOFS)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (proofs.size() == MOST) {
                    findings.add(Finding.ofBundle("there are more than " + MOST + " proofs"));
                    break;
                }
                try {
                    ExportedProof proof = BundleJson.read(line, ExportedProof.class);
                    if (proofs.put(proof.from(), proof) != null) {
                        findings.add(Finding.ofBundle("there are two proofs from " + proof.from() + " entries on"));
                    }
                } catch (IllegalArgumentException e) {
                    findings.add(Finding.ofBundle("proof " + lines.number() + " " + e.getMessage()));
                }
            }
        }
        return proofs;
    }

    // Of the checkpoints only those are opened that a proof is about; TreeCheck names what is wrong with them.
    private @Nullable TreeHead head(String line, Map<Long, ExportedProof> proofs) {
        try {
            ExportedCheckpoint checkpoint = BundleJson.read(line, ExportedCheckpoint.class);
            boolean wanted = proofs.containsKey(checkpoint.size())
                    || proofs.values().stream().limit(1).anyMatch(proof -> proof.to() == checkpoint.size());
            return wanted ? signed.open(checkpoint.note()) : null;
        } catch (IllegalArgumentException | NoteRefused e) {
            return null;
        }
    }

    private static boolean holds(ExportedProof proof, Map<Long, TreeHead> heads) {
        TreeHead older = heads.get(proof.from());
        TreeHead newer = heads.get(proof.to());
        try {
            return older != null && newer != null && proof.proof().check(older, newer) == ProofVerdict.HOLDS;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
