package org.deviceonboarding.verify.check;

import java.io.IOException;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.MerkleTree;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.TreeHead;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundleJson;
import org.deviceonboarding.verify.bundle.ExportedCheckpoint;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;

/** Builds the tree of the log again, and compares its root with each checkpoint at the checkpoint's size. */
final class TreeCheck {
    private final LineReader lines;
    private final CheckpointOpener signed;
    private final KeptCheckpointCheck kept;
    private final FindingCollector findings;
    private MerkleTree tree = MerkleTree.EMPTY;
    private @Nullable ExportedCheckpoint next;
    private long position;
    private long newestSize;
    private long newestPosition;
    private long good;
    private long count;
    private boolean broken;

    TreeCheck(LineReader lines, CheckpointOpener signed, KeptCheckpointCheck kept, FindingCollector findings)
            throws IOException, AuditBundleRefused {
        this.lines = lines;
        this.signed = signed;
        this.kept = kept;
        this.findings = findings;
        advance();
        compare();
    }

    void take(long at, Hash leaf) throws IOException, AuditBundleRefused {
        tree = tree.append(leaf);
        position = at;
        compare();
    }

    private void compare() throws IOException, AuditBundleRefused {
        if (kept.expects(tree.size())) {
            kept.compare(tree.head(), position);
        }
        while (next != null && next.size() == tree.size()) {
            compare(next, tree.head());
            advance();
        }
    }

    private void compare(ExportedCheckpoint checkpoint, TreeHead head) {
        if (!isSigned(checkpoint)) {
            return;
        }
        if (!checkpoint.root().equals(head.root().base64())) {
            if (!broken) {
                broken = true;
                findings.add(new Finding(
                        new FindingLocation.Between(good, position),
                        FindingKind.TREE,
                        "the log is not the one that the checkpoint of " + checkpoint.signedAt() + " over "
                                + head.size() + " entries was signed for"));
            }
            return;
        }
        if (checkpoint.position() != position) {
            findings.add(Finding.at(
                    position,
                    FindingKind.TREE,
                    "the checkpoint over " + head.size() + " entries is said to end at position "
                            + checkpoint.position()));
        }
        if (!broken) {
            good = position;
        }
    }

    private boolean isSigned(ExportedCheckpoint checkpoint) {
        try {
            TreeHead head = signed.open(checkpoint.note());
            if (head.size() == checkpoint.size() && head.root().base64().equals(checkpoint.root())) {
                return true;
            }
            findings.add(Finding.at(
                    position,
                    FindingKind.SIGNATURE,
                    "the checkpoint over " + checkpoint.size() + " entries signs another"));
        } catch (NoteRefused e) {
            findings.add(Finding.at(
                    position,
                    FindingKind.SIGNATURE,
                    "the checkpoint over " + checkpoint.size() + " entries is not signed: " + e.getMessage()));
        }
        return false;
    }

    private void advance() throws IOException, AuditBundleRefused {
        String line = lines.next();
        if (line == null) {
            next = null;
            return;
        }
        ExportedCheckpoint read;
        try {
            read = BundleJson.read(line, ExportedCheckpoint.class);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.ofBundle("checkpoint " + lines.number() + " " + e.getMessage()));
            advance();
            return;
        }
        if (read.size() < tree.size() || (count > 0 && read.size() <= newestSize)) {
            findings.add(Finding.ofBundle("the checkpoints are not in order at size " + read.size()));
            advance();
            return;
        }
        count++;
        newestSize = read.size();
        newestPosition = read.position();
        next = read;
    }

    /** Reports missing entries at the end, and entries that no checkpoint covers. */
    void end() throws IOException, AuditBundleRefused {
        kept.end(tree.size(), position);
        if (next != null) {
            ExportedCheckpoint uncovered = next;
            if (isSigned(uncovered)) {
                findings.add(new Finding(
                        new FindingLocation.After(position),
                        FindingKind.TREE,
                        "the log ends here with " + tree.size() + " entries, and the checkpoint of "
                                + uncovered.signedAt() + " covers " + uncovered.size()));
            }
            while (next != null) {
                advance();
            }
        } else if (newestSize < tree.size() || count == 0) {
            findings.add(new Finding(
                    new FindingLocation.Between(newestPosition, position),
                    FindingKind.BUNDLE,
                    "no checkpoint covers what comes after the first " + newestSize + " entries"));
        }
    }

    TreeHead head() {
        return tree.head();
    }

    long newestSize() {
        return newestSize;
    }

    long count() {
        return count;
    }
}
