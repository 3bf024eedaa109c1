package org.deviceonboarding.verify.check;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.logformat.LogLine;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.Manifest;

/** Passes each entry to each check, in the order of the log. */
final class VerificationPass {
    private final TreeCheck tree;
    private final SequenceCheck sequences;
    private final CertificateCheck certificates;
    private final CrlCheck crls;
    private final List<EarlierLog> earlier;
    private final FindingCollector findings;
    private FoldedState folds = FoldedState.EMPTY;
    private long entries;

    VerificationPass(
            TreeCheck tree,
            SequenceCheck sequences,
            CertificateCheck certificates,
            CrlCheck crls,
            List<EarlierLog> earlier,
            FindingCollector findings) {
        this.tree = tree;
        this.sequences = sequences;
        this.certificates = certificates;
        this.crls = crls;
        this.earlier = earlier;
        this.findings = findings;
    }

    void take(List<ParsedLine> batch) throws IOException, AuditBundleRefused {
        for (ParsedLine read : batch) {
            findings.addAll(read.findings());
            if (read.line() == null) {
                findings.add(new Finding(
                        new FindingLocation.After(sequences.last()),
                        FindingKind.UNREADABLE,
                        "a line of the log " + read.malformed()));
            } else {
                take(read, read.line());
            }
        }
        certificates.settle();
    }

    private void take(ParsedLine read, LogLine line) throws IOException, AuditBundleRefused {
        crls.before(line.position(), folds.revocations());
        sequences.take(line);
        for (EarlierLog log : earlier) {
            log.take(line);
        }
        if (read.leaf() != null) {
            tree.take(line.position(), read.leaf());
        }
        if (line.entry() != null) {
            entries++;
        }
        certificates.take(read);
        if (read.recorded() != null) {
            try {
                folds = folds.after(read.recorded());
            } catch (RuntimeException e) {
                // Whatever a forged event makes a fold stumble over: the rest is still to be looked at.
                findings.add(
                        Finding.at(line.position(), FindingKind.HISTORY, "cannot have happened: " + e.getMessage()));
            }
        }
    }

    void end(AuditBundle bundle, Manifest manifest) throws IOException, AuditBundleRefused {
        crls.end(sequences.last(), folds.revocations());
        for (EarlierLog log : earlier) {
            log.end();
        }
        tree.end();
        if (tree.newestSize() != manifest.size()) {
            findings.add(Finding.ofBundle("it says that it ends with the checkpoint over " + manifest.size()
                    + " entries, and its newest is over " + tree.newestSize()));
        }
        new ExportedStateCheck(bundle, manifest.position(), findings).check(folds);
    }

    long entries() {
        return entries;
    }

    TreeCheck tree() {
        return tree;
    }

    CertificateCheck certificates() {
        return certificates;
    }

    CrlCheck crls() {
        return crls;
    }

    List<EarlierLog> earlier() {
        return earlier;
    }

    FoldedState folds() {
        return folds;
    }
}
