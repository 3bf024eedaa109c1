package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.ProofVerdict;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.verify.bundle.Bundle;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.deviceonboarding.verify.bundle.Lines;
import org.deviceonboarding.verify.bundle.Part;
import org.deviceonboarding.verify.bundle.StoredCheckpoint;
import org.deviceonboarding.verify.bundle.StoredProof;
import org.jspecify.annotations.Nullable;

/** The server's own proofs that its checkpoints go on from each other, for those who have the checkpoints and not the log. */
final class ProofCheck {
    private static final int MOST = 10_000;

    private final Signed signed;
    private final Findings findings;

    ProofCheck(Signed signed, Findings findings) {
        this.signed = signed;
        this.findings = findings;
    }

    /** @return how many hold */
    int check(Bundle bundle) throws IOException, BundleRefused {
        Map<Long, TreeHead> heads = new HashMap<>();
        Map<Long, StoredProof> proofs = proofs(bundle);
        try (Lines checkpoints = bundle.lines(Part.CHECKPOINTS)) {
            for (String line = checkpoints.next(); line != null && !proofs.isEmpty(); line = checkpoints.next()) {
                TreeHead head = head(line, proofs);
                if (head != null) {
                    heads.put(head.size(), head);
                }
            }
        }
        int held = 0;
        for (StoredProof proof : proofs.values()) {
            if (holds(proof, heads)) {
                held++;
            } else {
                findings.add(new Finding(
                        new Place.Bundle(),
                        Fault.PROOF,
                        "the proof from " + proof.from() + " to " + proof.to() + " entries does not hold"));
            }
        }
        return held;
    }

    private Map<Long, StoredProof> proofs(Bundle bundle) throws IOException, BundleRefused {
        Map<Long, StoredProof> proofs = new HashMap<>();
        try (Lines lines = bundle.lines(Part.PROOFS)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (proofs.size() == MOST) {
                    findings.add(Finding.ofBundle("there are more than " + MOST + " proofs"));
                    break;
                }
                try {
                    StoredProof proof = BundleJson.read(line, StoredProof.class);
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
    private @Nullable TreeHead head(String line, Map<Long, StoredProof> proofs) {
        try {
            StoredCheckpoint checkpoint = BundleJson.read(line, StoredCheckpoint.class);
            boolean wanted = proofs.containsKey(checkpoint.size())
                    || proofs.values().stream().limit(1).anyMatch(proof -> proof.to() == checkpoint.size());
            return wanted ? signed.open(checkpoint.note()) : null;
        } catch (IllegalArgumentException | NoteRefused e) {
            return null;
        }
    }

    private static boolean holds(StoredProof proof, Map<Long, TreeHead> heads) {
        TreeHead older = heads.get(proof.from());
        TreeHead newer = heads.get(proof.to());
        try {
            return older != null && newer != null && proof.proof().check(older, newer) == ProofVerdict.HOLDS;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
